import { creditsToTakeBack } from '../use-cases/taken-back.js';
import type { RefundablePayment } from './refundable-payments.query.js';

/** What a refund of that amount would do. */
export interface RefundQuote {
  /** In minor units. */
  readonly amount: number;
  readonly creditsTaken: number;
  /** What the customer would owe afterwards, earlier debts included. */
  readonly debt: number;
}

export function leftOf({ amount, refundedAmount, disputedAmount }: RefundablePayment): number {
  return Math.max(0, amount - refundedAmount - disputedAmount);
}

/** With the customer's credits as they are now; what they spend until the money has gone back adds to the debt. */
export function quoteOf(payment: RefundablePayment, amount: number): RefundQuote {
  const gone = payment.refundedAmount + payment.disputedAmount + amount;
  const target = creditsToTakeBack(payment.credits, payment.amount, gone);
  const creditsTaken = Math.max(0, target - payment.clawedCredits);
  const debt = payment.owed + Math.max(0, creditsTaken - payment.onHand);
  return { amount, creditsTaken, debt };
}

/**
 * The most money whose refund takes no more credits than the payment's own unspent ones. Zero when there is no
 * sensible part: all is unspent or all is spent, or the payment gave time and not only credits.
 */
export function unspentPart(payment: RefundablePayment): number {
  const { credits, clawedCredits, unspent, givesAccess, canRefundPart } = payment;
  if (!canRefundPart || givesAccess || credits === 0) return 0;
  if (unspent === 0 || clawedCredits + unspent >= credits) return 0;
  const gone = Math.floor((payment.amount * (clawedCredits + unspent)) / credits);
  return Math.max(0, gone - payment.refundedAmount - payment.disputedAmount);
}
