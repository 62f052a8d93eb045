import type { StripeCore } from '../core/stripe-core.js';
import type { PortalConfiguration, PortalSession } from '../core/stored-objects.js';
import { Params } from '../wire/params.js';
import { StripeFailure } from '../wire/stripe-failure.js';
import { readUrl } from './checkout-terms.js';
import type { Customers } from './customers.js';
import { createConfiguration, readFeatures } from './portal-configuration.js';

const FLOWS = [
  'customer_update',
  'payment_method_update',
  'subscription_cancel',
  'subscription_pause',
  'subscription_update',
  'subscription_update_confirm',
] as const;

/** The customer portal. Stripe: no session without a configuration and without a way back. */
export class Portal {
  constructor(
    private readonly core: StripeCore,
    private readonly customers: Customers,
  ) {}

  configure(params: Params): PortalConfiguration {
    if (!params.object('features')) throw StripeFailure.missing('features');
    const configuration = createConfiguration(this.core, params, false);
    this.core.events.emit('billing_portal.configuration.created', configuration);
    return configuration;
  }

  /** What saving the settings in the Dashboard does. */
  saveDefault(returnUrl: string | null = null): PortalConfiguration {
    const given = new Params(returnUrl === null ? {} : { default_return_url: returnUrl });
    const configuration = createConfiguration(this.core, given, true);
    configuration.features = readFeatures(new Params({}), true);
    return configuration;
  }

  update(configuration: PortalConfiguration, params: Params): PortalConfiguration {
    this.core.events.emitChange('billing_portal.configuration.updated', configuration, (changed) => {
      changed.active = params.bool('active') ?? changed.active;
      changed.metadata = params.metadata(changed.metadata ?? {});
      if (params.has('default_return_url')) {
        changed.default_return_url = readUrl(params, 'default_return_url') ?? null;
      }
      const features = params.object('features');
      const fresh = features ? readFeatures(features) : undefined;
      for (const name of Object.keys(features?.values ?? {}) as (keyof PortalConfiguration['features'])[]) {
        if (fresh) Object.assign(changed.features, { [name]: fresh[name] });
      }
      changed.updated = this.core.clock.seconds();
    });
    return configuration;
  }

  open(params: Params): PortalSession {
    const customer = this.customers.require(params.requireText('customer'), 'customer');
    const configuration = this.#configuration(params.text('configuration'));
    const returnUrl = readUrl(params, 'return_url') ?? configuration.default_return_url;
    if (returnUrl === null) {
      throw StripeFailure.invalid(
        'You must provide a `return_url` or set a `default_return_url` in the portal configuration.',
        'return_url',
        'parameter_missing',
      );
    }
    const id = this.core.ids.next('bps');
    const session = this.core.state.portalSessions.add<PortalSession>({
      id,
      object: 'billing_portal.session',
      configuration: configuration.id,
      created: this.core.clock.seconds(),
      customer: customer.id,
      customer_account: null,
      flow: this.#flow(params.object('flow_data'), customer.id),
      livemode: false,
      locale: params.text('locale') ?? null,
      on_behalf_of: null,
      return_url: returnUrl,
      url: `${this.core.pages.url}/p/session/${id}`,
    });
    this.core.events.emit('billing_portal.session.created', session);
    return session;
  }

  #configuration(id: string | undefined): PortalConfiguration {
    const { portalConfigurations } = this.core.state;
    const found =
      id === undefined
        ? portalConfigurations.all().find((one) => one.is_default)
        : portalConfigurations.get(id);
    if (id !== undefined && !found) throw StripeFailure.noSuch('configuration', id, 'configuration');
    if (!found) {
      throw StripeFailure.invalid(
        'No configuration provided and your test mode default configuration has not been created. Provide a configuration or create your default by saving your customer portal settings in test mode at https://dashboard.stripe.com/test/settings/billing/portal.',
      );
    }
    if (!found.active) throw StripeFailure.invalid('This configuration is inactive.', 'configuration');
    return found;
  }

  #flow(flow: Params | undefined, customer: string): PortalSession['flow'] {
    const type = flow?.oneOf('type', FLOWS);
    if (!flow || type === undefined) return null;
    const named = flow.object(type)?.text('subscription');
    if (type.startsWith('subscription_')) {
      const subscription = this.core.state.subscriptions.get(named);
      if (subscription?.customer !== customer) {
        throw StripeFailure.noSuch('subscription', named ?? '', `flow_data[${type}][subscription]`);
      }
    }
    const about = { subscription: named ?? '' };
    const after = flow.nested('after_completion');
    const back = after.nested('redirect').text('return_url');
    return {
      after_completion: {
        hosted_confirmation: null,
        redirect: back === undefined ? null : { return_url: back },
        type: back === undefined ? 'portal_homepage' : 'redirect',
      },
      customer_update: null,
      subscription_cancel: type === 'subscription_cancel' ? { retention: null, ...about } : null,
      subscription_pause: type === 'subscription_pause' ? about : null,
      subscription_update: type === 'subscription_update' ? about : null,
      subscription_update_confirm:
        type === 'subscription_update_confirm' ? { discounts: null, items: [], ...about } : null,
      type,
    };
  }
}
