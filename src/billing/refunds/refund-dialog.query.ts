import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import { smallestStep } from '../../kernel/money.js';
import { leftOf, quoteOf, type RefundQuote, unspentPart } from './refund-quote.js';
import { type RefundRequest, RefundRequestsRepository } from './refund-requests.repository.js';
import { type RefundablePayment, RefundablePaymentsQuery } from './refundable-payments.query.js';

/** A question about a refund, with the payment as it is now. */
export interface RefundDialog {
  readonly request: RefundRequest;
  readonly payment: RefundablePayment;
  /** What can be offered; null where that makes no sense now. */
  readonly part: RefundQuote | null;
  readonly whole: RefundQuote | null;
  /** What the proposed amount would do now; null without a proposal, or when it is no longer possible. */
  readonly proposed: RefundQuote | null;
  /** The proposal has waited too long for its confirmation. */
  readonly isExpired: boolean;
  /** The customer has other payments that can be refunded. */
  readonly hasOthers: boolean;
}

@Injectable()
export class RefundDialogQuery {
  constructor(
    private readonly requests: RefundRequestsRepository,
    private readonly payments: RefundablePaymentsQuery,
    private readonly clock: Clock,
  ) {}

  async of(db: Db, id: number): Promise<RefundDialog | undefined> {
    const request = await this.requests.byId(db, id);
    const payment = request === undefined ? undefined : await this.payments.byId(db, request.paymentId);
    if (request === undefined || payment === undefined) return undefined;
    const others = await this.payments.ofUser(db, request.userId);
    return {
      request,
      payment,
      part: quoteWithin(payment, unspentPart(payment)),
      whole: quoteWithin(payment, leftOf(payment)),
      proposed: request.amount === null ? null : quoteWithin(payment, request.amount),
      isExpired: request.expiresAt !== null && request.expiresAt <= this.clock.now(),
      hasOthers: others.some(({ id: other }) => other !== payment.id),
    };
  }
}

/** Null when that amount cannot be refunded as things are now. */
export function quoteWithin(payment: RefundablePayment, amount: number): RefundQuote | null {
  const left = leftOf(payment);
  const isPossible = Number.isSafeInteger(amount) && amount >= 1 && amount <= left;
  // Stripe: a charge that is disputed cannot be refunded as well.
  if (!isPossible || payment.disputedAmount > 0 || payment.isRunning) return null;
  if (!payment.canRefundPart && amount !== payment.amount) return null;
  return amount % smallestStep(payment.currency) === 0 ? quoteOf(payment, amount) : null;
}
