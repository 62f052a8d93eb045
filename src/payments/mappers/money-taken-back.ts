import type Stripe from 'stripe';

/** Stripe: a refund that failed or was cancelled returns to the balance, so its money is ours again. */
export function refundedSum(refunds: readonly Stripe.Refund[]): number {
  return refunds
    .filter(({ status }) => status !== 'failed' && status !== 'canceled')
    .reduce((sum, { amount }) => sum + amount, 0);
}

/** Stripe: `warning_…` is an inquiry that moves no money; a won dispute gives it back; every other one has it. */
export function disputedSum(disputes: readonly Stripe.Dispute[]): number {
  return disputes
    .filter(({ status }) => status !== 'won' && status !== 'prevented' && !status.startsWith('warning_'))
    .reduce((sum, { amount }) => sum + amount, 0);
}
