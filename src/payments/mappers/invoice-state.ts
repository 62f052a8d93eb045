import type Stripe from 'stripe';
import type {
  InvoiceFailure,
  InvoiceState,
  PlanLine,
  PlanPrice,
  SubscriptionState,
} from '../../billing/subscriptions/subscription.types.js';
import { idOf } from './checkout-state.js';
import { instant } from './subscription-state.js';

/** Stripe, basil and later: an invoice names its subscription under `parent`. */
export function subscriptionIdOf(invoice: Stripe.Invoice): string | null {
  return idOf(invoice.parent?.subscription_details?.subscription);
}

/** The price of a line that belongs to a subscription's item; null for everything else that may be on an invoice. */
export function linePriceId(line: Stripe.InvoiceLineItem): string | null {
  if (line.parent?.subscription_item_details == null) return null;
  return idOf(line.pricing?.price_details?.price);
}

/** `payments` must be expanded down to the intent. `prices`: those of the lines, by id. */
export function invoiceState(
  invoice: Stripe.Invoice,
  lines: readonly Stripe.InvoiceLineItem[],
  prices: ReadonlyMap<string, PlanPrice>,
  subscription: SubscriptionState,
): InvoiceState {
  const { currency } = invoice;
  const paid = invoice.payments?.data.find((payment) => payment.status === 'paid');
  return {
    invoiceId: invoice.id,
    paid: invoice.status === 'paid',
    attempts: invoice.attempt_count,
    total: { amount: invoice.amount_paid, currency },
    paymentIntentId: idOf(paid?.payment.payment_intent),
    lines: lines.flatMap((line) => planLine(line, prices, subscription)),
    failure: failureOf(invoice),
    subscription,
  };
}

function planLine(
  line: Stripe.InvoiceLineItem,
  prices: ReadonlyMap<string, PlanPrice>,
  { trialEnd }: SubscriptionState,
): PlanLine[] {
  const details = line.parent?.subscription_item_details;
  const plan = prices.get(linePriceId(line) ?? '');
  if (details == null || plan === undefined) return [];
  const start = instant(line.period.start);
  // Stripe: a trial is a line that costs nothing. It gives access by the subscription's state, and no credits.
  if (line.amount === 0 && trialEnd !== null && start < trialEnd) return [];
  const end = instant(line.period.end);
  const { proration: isProration, subscription_item: itemId } = details;
  return [{ lineId: line.id, itemId, plan, amount: line.amount, isProration, start, end }];
}

function failureOf(invoice: Stripe.Invoice): InvoiceFailure | null {
  if (invoice.status !== 'open' || !invoice.attempted) return null;
  const [payment] = invoice.payments?.data ?? [];
  const intent = payment?.payment.payment_intent;
  const error = typeof intent === 'object' ? intent.last_payment_error : undefined;
  const { next_payment_attempt: next } = invoice;
  return {
    amountDue: invoice.amount_due,
    reason: error?.decline_code ?? error?.code ?? error?.message ?? 'unknown',
    retryAt: next === null ? null : instant(next),
  };
}
