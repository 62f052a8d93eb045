import type { StripeCore } from '../core/stripe-core.js';
import type { PortalConfiguration } from '../core/stored-objects.js';
import type { Params } from '../wire/params.js';
import { readUrl } from './checkout-terms.js';

/** A configuration as given, with Stripe's defaults for what is absent. */
export function createConfiguration(
  core: StripeCore,
  params: Params,
  isDefault: boolean,
): PortalConfiguration {
  const now = core.clock.seconds();
  const profile = params.nested('business_profile');
  return core.state.portalConfigurations.add<PortalConfiguration>({
    id: core.ids.next('bpc'),
    object: 'billing_portal.configuration',
    active: true,
    application: null,
    business_profile: {
      headline: profile.text('headline') ?? null,
      privacy_policy_url: readUrl(profile, 'privacy_policy_url') ?? null,
      terms_of_service_url: readUrl(profile, 'terms_of_service_url') ?? null,
    },
    created: now,
    default_return_url: readUrl(params, 'default_return_url') ?? null,
    features: readFeatures(params.nested('features')),
    is_default: isDefault,
    livemode: false,
    login_page: { enabled: params.nested('login_page').bool('enabled') ?? false, url: null },
    metadata: params.metadata(),
    name: params.text('name') ?? null,
    updated: now,
  });
}

export function readFeatures(features: Params, isOn = false): PortalConfiguration['features'] {
  const cancel = features.nested('subscription_cancel');
  const update = features.nested('subscription_update');
  const customer = features.nested('customer_update');
  const enabled = (name: string): boolean => features.nested(name).bool('enabled') ?? isOn;
  return {
    customer_update: {
      allowed_updates: customer.texts('allowed_updates'),
      enabled: enabled('customer_update'),
    },
    invoice_history: { enabled: enabled('invoice_history') },
    payment_method_update: {
      enabled: enabled('payment_method_update'),
      payment_method_configuration: null,
    },
    subscription_cancel: {
      cancellation_reason: { enabled: false, feedback_options: [], options: [] },
      enabled: enabled('subscription_cancel'),
      mode: cancel.oneOf('mode', CANCEL_MODES) ?? 'at_period_end',
      proration_behavior: cancel.oneOf('proration_behavior', PRORATION) ?? 'none',
    },
    subscription_pause: {
      duration: { interval_options: [], type: 'indefinite' },
      enabled: enabled('subscription_pause'),
    },
    subscription_update: {
      billing_cycle_anchor: null,
      default_allowed_updates: update.texts('default_allowed_updates'),
      enabled: update.bool('enabled') ?? false,
      products: update.list('products').map((product) => ({
        adjustable_quantity: { enabled: false, maximum: null, minimum: 1 },
        prices: product.texts('prices'),
        product: product.requireText('product'),
      })),
      proration_behavior: update.oneOf('proration_behavior', PRORATION) ?? 'none',
      schedule_at_period_end: {
        conditions: update
          .nested('schedule_at_period_end')
          .list('conditions')
          .map((condition) => ({ type: condition.requireText('type') })),
      },
      trial_update_behavior: update.oneOf('trial_update_behavior', TRIAL_UPDATES) ?? 'end_trial',
    },
  };
}

const TRIAL_UPDATES = ['continue_trial', 'end_trial'] as const;
const CANCEL_MODES = ['at_period_end', 'immediately'] as const;
const PRORATION = ['none', 'always_invoice', 'create_prorations'] as const;
