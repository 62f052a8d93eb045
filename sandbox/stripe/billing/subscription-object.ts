import type { StripeCore } from '../core/stripe-core.js';
import type { Metadata, Price, Subscription, SubscriptionItem } from '../core/stored-objects.js';
import { periodAfter, type Period } from './billing-period.js';

export interface SubscriptionDraft {
  customer: string;
  lines: readonly { price: Price; quantity: number }[];
  metadata: Metadata;
  description: string | null;
  defaultPaymentMethod: string | null;
  trialEnd: number | null;
  coupon: string | null;
}

/** A new subscription. Stripe: since basil the period stands on each item. */
export function createSubscription(core: StripeCore, draft: SubscriptionDraft): Subscription {
  const id = core.ids.next('sub');
  const now = core.clock.seconds();
  const anchor = draft.trialEnd ?? now;
  const recurring = draft.lines.filter((line) => line.price.recurring !== null);
  const items = recurring.map(({ price, quantity }) =>
    createItem(core, id, price, quantity, firstPeriod(price, now, draft.trialEnd)),
  );
  core.state.subscriptionPlans.add({
    id,
    coupon: draft.coupon,
    discountedInvoices: 0,
    pendingLines: [],
    trialNoticeSent: false,
    nextPrice: null,
  });
  return core.state.subscriptions.add<Subscription>({
    id,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: anchor,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: 'charge_automatically',
    created: now,
    currency: recurring[0]?.price.currency ?? 'usd',
    customer: draft.customer,
    customer_account: null,
    days_until_due: null,
    default_payment_method: draft.defaultPaymentMethod,
    default_source: null,
    default_tax_rates: [],
    description: draft.description,
    discounts: [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    items: { object: 'list', data: items, has_more: false, url: `/v1/subscription_items?subscription=${id}` },
    latest_invoice: null,
    livemode: false,
    managed_payments: { enabled: false },
    metadata: draft.metadata,
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: 'off',
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: now,
    status: draft.trialEnd === null ? 'active' : 'trialing',
    test_clock: null,
    transfer_data: null,
    trial_end: draft.trialEnd,
    trial_settings: {
      end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'create_invoice' },
    },
    trial_start: draft.trialEnd === null ? null : now,
  });
}

export function createItem(
  core: StripeCore,
  subscription: string,
  price: Price,
  quantity: number,
  period: Period,
): SubscriptionItem {
  return {
    id: core.ids.next('si', 14),
    object: 'subscription_item',
    billed_until: period.end,
    billing_thresholds: null,
    created: core.clock.seconds(),
    current_period_end: period.end,
    current_period_start: period.start,
    current_trial: null,
    discounts: [],
    metadata: {},
    price: structuredClone(price),
    quantity,
    subscription,
    tax_rates: [],
  };
}

function firstPeriod(price: Price, now: number, trialEnd: number | null): Period {
  if (trialEnd !== null) return { start: now, end: trialEnd };
  if (!price.recurring) throw new Error('Emulator: a subscription item needs a recurring price.');
  return periodAfter(now, now, price.recurring);
}
