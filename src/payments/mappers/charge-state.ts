import type Stripe from 'stripe';
import type { CardCharge, ChargeOutcome, ChargeState } from '../../billing/payment-gateway.js';
import { idOf, purchaseIdOf } from './checkout-state.js';
import { type CardError, declineOf, needsAuthentication } from './decline.js';

export function chargeState(intent: Stripe.PaymentIntent): ChargeState {
  return {
    chargeId: intent.id,
    purchaseId: purchaseIdOf(intent.metadata['purchase_id']),
    try: tryOf(intent),
    livemode: intent.livemode,
    customerId: idOf(intent.customer),
    price: { amount: intent.amount, currency: intent.currency },
    outcome: outcomeOf(intent),
  };
}

export function isOfTry(intent: Stripe.PaymentIntent, { attemptId, try: attemptTry }: CardCharge): boolean {
  return intent.metadata['recharge_attempt'] === attemptId && tryOf(intent) === attemptTry;
}

function tryOf(intent: Stripe.PaymentIntent): number | null {
  const written = intent.metadata['recharge_try'] ?? '';
  return /^\d{1,3}$/.test(written) ? Number(written) : null;
}

function outcomeOf({ status, last_payment_error: error }: Stripe.PaymentIntent): ChargeOutcome {
  switch (status) {
    case 'succeeded':
      return { status: 'succeeded' };
    case 'processing':
      return { status: 'processing' };
    case 'canceled':
      return { status: 'canceled' };
    // Stripe: the bank's wish is an error off-session, and a status only when somebody confirmed it otherwise.
    case 'requires_action':
      return { status: 'authentication' };
    case 'requires_payment_method':
      return error === null ? { status: 'unfinished' } : failureOf(error);
    default:
      return { status: 'unfinished' };
  }
}

function failureOf(error: CardError): ChargeOutcome {
  return needsAuthentication(error)
    ? { status: 'authentication' }
    : { status: 'declined', decline: declineOf(error) };
}
