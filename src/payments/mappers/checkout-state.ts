import type Stripe from 'stripe';
import type { CheckoutState } from '../../billing/payment-gateway.js';

/** Stripe: many fields hold an id or, when expanded, the object. */
export function idOf(reference: string | { id: string } | null | undefined): string | null {
  return typeof reference === 'string' ? reference : (reference?.id ?? null);
}

export function checkoutState(session: Stripe.Checkout.Session): CheckoutState {
  const currency = session.currency ?? '';
  return {
    sessionId: session.id,
    purchaseId: purchaseIdOf(session.client_reference_id),
    livemode: session.livemode,
    status: statusOf(session.status),
    paid: session.payment_status === 'paid' || session.payment_status === 'no_payment_required',
    subtotal: { amount: session.amount_subtotal ?? 0, currency },
    total: { amount: session.amount_total ?? 0, currency },
    customerId: idOf(session.customer),
    paymentIntentId: idOf(session.payment_intent),
    subscriptionId: idOf(session.subscription),
  };
}

/** Anybody with access to the account can write these fields, so only what looks like ours is looked up. */
export function purchaseIdOf(reference: string | null | undefined): string | null {
  return reference != null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(reference)
    ? reference
    : null;
}

function statusOf(status: Stripe.Checkout.Session['status']): CheckoutState['status'] {
  if (status === 'complete') return 'complete';
  return status === 'expired' ? 'expired' : 'open';
}
