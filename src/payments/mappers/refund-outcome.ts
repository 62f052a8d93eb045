import Stripe from 'stripe';
import type { RefundOutcome, RefundRefusal } from '../../billing/refunds/refund-provider.js';

/** Stripe: error codes of `POST /v1/refunds`. */
const refusals: Readonly<Record<string, RefundRefusal>> = {
  charge_already_refunded: 'already_refunded',
  charge_disputed: 'disputed',
  refund_disputed_payment: 'disputed',
  charge_not_refundable: 'not_allowed',
  balance_insufficient: 'balance_too_low',
  insufficient_funds: 'balance_too_low',
};

/** Stripe: a refund is made at once and may still wait, or have failed already. */
export function refundOutcome({ id, status, failure_reason: failure }: Stripe.Refund): RefundOutcome {
  if (status === 'failed' || status === 'canceled') {
    const refusal = failure === 'insufficient_funds' ? 'balance_too_low' : 'failed';
    return { kind: 'refused', refusal, text: failure ?? status };
  }
  return { kind: 'refunded', refundId: id, isPending: status !== 'succeeded' };
}

/** Undefined when it is not known whether the refund was made. */
export function refundFailure(error: unknown): RefundOutcome | undefined {
  if (!(error instanceof Stripe.errors.StripeError)) return undefined;
  // Stripe: a 500 is kept under its key and given again to whoever repeats it.
  if (error.statusCode === 500 && error.headers?.['idempotent-replayed'] === 'true')
    return { kind: 'broken' };
  const isRefusal =
    error instanceof Stripe.errors.StripeInvalidRequestError ||
    error instanceof Stripe.errors.StripeCardError ||
    error instanceof Stripe.errors.StripePermissionError;
  if (!isRefusal) return undefined;
  return { kind: 'refused', refusal: refusalOf(error), text: error.message };
}

function refusalOf(error: InstanceType<typeof Stripe.errors.StripeError>): RefundRefusal {
  const known = refusals[error.code ?? ''];
  if (known !== undefined) return known;
  if (error instanceof Stripe.errors.StripePermissionError) return 'not_allowed';
  return /greater than unrefunded amount/i.test(error.message) ? 'too_much' : 'other';
}
