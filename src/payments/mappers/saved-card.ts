import type Stripe from 'stripe';
import type { SavedCard } from '../../billing/payment-gateway.js';

/** Undefined for what is no card, or is not (any more) kept for the customer. */
export function savedCard(method: Stripe.PaymentMethod): SavedCard | undefined {
  if (method.customer === null || method.card === undefined) return undefined;
  return { methodId: method.id, brand: method.card.brand, last4: method.card.last4 };
}
