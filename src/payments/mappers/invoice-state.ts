import type Stripe from 'stripe';
import type { InvoiceState, PaidPeriod, SubscriptionState } from '../../billing/payment-gateway.js';
import { idOf, purchaseIdOf } from './checkout-state.js';

const instant = (seconds: number): Date => new Date(seconds * 1_000);

/** Stripe, basil and later: an invoice names its subscription under `parent`. */
export function subscriptionIdOf(invoice: Stripe.Invoice): string | null {
  return idOf(invoice.parent?.subscription_details?.subscription);
}

/** Stripe: only these reasons begin or renew a period; changes within one are prorations. */
const grantingReasons: readonly (string | null)[] = ['subscription_create', 'subscription_cycle'];

export function invoiceState(invoice: Stripe.Invoice, subscription: Stripe.Subscription): InvoiceState {
  return {
    invoiceId: invoice.id,
    livemode: invoice.livemode,
    paid: invoice.status === 'paid',
    purchaseId: purchaseIdOf(subscription.metadata['purchase_id']),
    subscriptionId: subscription.id,
    customerId: idOf(invoice.customer),
    subtotal: { amount: invoice.subtotal, currency: invoice.currency },
    total: { amount: invoice.amount_paid, currency: invoice.currency },
    paymentIntentId: paymentIntentOf(invoice),
    periods: grantingReasons.includes(invoice.billing_reason) ? periodsOf(invoice) : [],
    subscription: subscriptionState(subscription),
  };
}

export function subscriptionState(subscription: Stripe.Subscription): SubscriptionState {
  const ends = subscription.items.data.map((item) => item.current_period_end);
  return {
    subscriptionId: subscription.id,
    status: subscription.status,
    cancelAtPeriodEnd: subscription.cancel_at_period_end,
    currentPeriodEnd: ends.length === 0 ? null : instant(Math.max(...ends)),
  };
}

function periodsOf(invoice: Stripe.Invoice): PaidPeriod[] {
  return invoice.lines.data.flatMap((line) => {
    const details = line.parent?.subscription_item_details;
    if (details == null || details.proration) return [];
    return [
      {
        itemId: details.subscription_item,
        start: instant(line.period.start),
        end: instant(line.period.end),
      },
    ];
  });
}

/** Stripe, basil and later: an invoice's payments are a list of their own. */
function paymentIntentOf(invoice: Stripe.Invoice): string | null {
  const paid = invoice.payments?.data.find((payment) => payment.status === 'paid');
  return idOf(paid?.payment.payment_intent);
}
