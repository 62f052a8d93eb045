import type Stripe from 'stripe';
import type { BillingInterval } from '../../billing/catalog/product.entity.js';
import type {
  PlanPrice,
  SubscriptionState,
  SubscriptionStatus,
} from '../../billing/subscriptions/subscription.types.js';
import { idOf, purchaseIdOf } from './checkout-state.js';

export const instant = (seconds: number): Date => new Date(seconds * 1_000);
const optionalInstant = (seconds: number | null): Date | null => (seconds === null ? null : instant(seconds));

/** `latest_invoice` and the item's product must be expanded. */
export function subscriptionState(subscription: Stripe.Subscription): SubscriptionState {
  const { items, status, pause_collection: pause } = subscription;
  const ends = items.data.map((item) => item.current_period_end);
  const currentPeriodEnd = ends.length === 0 ? null : instant(Math.max(...ends));
  const price = items.data[0]?.price;
  return {
    subscriptionId: subscription.id,
    livemode: subscription.livemode,
    customerId: idOf(subscription.customer),
    purchaseId: purchaseIdOf(subscription.metadata['purchase_id']),
    status: statusOf(status),
    plan: price === undefined ? null : planPrice(price),
    currentPeriodEnd,
    trialStart: optionalInstant(subscription.trial_start),
    trialEnd: optionalInstant(subscription.trial_end),
    collectionPaused: pause !== null,
    endsAt: endOf(subscription, currentPeriodEnd),
    endedAt: optionalInstant(subscription.ended_at),
    endedUnpaid: status === 'unpaid' || subscription.cancellation_details?.reason === 'payment_failed',
    openInvoiceUrl: openInvoiceUrl(subscription.latest_invoice),
  };
}

/** The product must be expanded; a deleted one has no metadata. */
export function planPrice(price: Stripe.Price): PlanPrice {
  const { product, recurring } = price;
  const metadata = typeof product === 'object' && product.deleted !== true ? product.metadata : {};
  return {
    priceId: price.id,
    productCode: metadata['product_code'] ?? null,
    price: { amount: price.unit_amount ?? 0, currency: price.currency },
    interval: intervalOf(recurring),
  };
}

const intervals: readonly BillingInterval[] = ['month', 'year'];

function intervalOf(recurring: Stripe.Price['recurring']): PlanPrice['interval'] {
  if (recurring?.interval_count !== 1) return 'other';
  return intervals.find((interval) => interval === recurring.interval) ?? 'other';
}

/** Stripe: the portal sets a date or the flag, by the subscription's billing mode; an ended one will not end again. */
function endOf(
  { status, cancel_at: at, cancel_at_period_end: flagged }: Stripe.Subscription,
  periodEnd: Date | null,
): Date | null {
  if (status === 'canceled' || status === 'incomplete_expired') return null;
  if (at !== null) return instant(at);
  return flagged ? periodEnd : null;
}

function openInvoiceUrl(invoice: Stripe.Subscription['latest_invoice']): string | null {
  if (invoice === null || typeof invoice === 'string' || invoice.status !== 'open') return null;
  return invoice.hosted_invoice_url ?? null;
}

const statuses: readonly SubscriptionStatus[] = [
  'incomplete',
  'incomplete_expired',
  'trialing',
  'active',
  'past_due',
  'canceled',
  'unpaid',
  'paused',
];

/** A word that this version of the API does not have must not be taken for one that gives or ends anything. */
function statusOf(status: Stripe.Subscription['status']): SubscriptionStatus {
  const known = statuses.find((candidate) => candidate === status);
  if (known === undefined) throw new Error(`a subscription has the unknown status ${status}`);
  return known;
}
