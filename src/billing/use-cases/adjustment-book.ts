import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import { paymentAdjusted } from '../billing.jobs.js';
import { type AdjustablePayment, PaymentsRepository } from '../purchases/payments.repository.js';
import { RefundRequestsRepository } from '../refunds/refund-requests.repository.js';
import { PaidGrant } from './paid-grant.js';
import { creditsToTakeBack } from './taken-back.js';

/** Enters that money of a payment went or came back: in the payment's row, in the ledger, and as news. */
@Injectable()
export class AdjustmentBook {
  constructor(
    private readonly payments: PaymentsRepository,
    private readonly grant: PaidGrant,
    private readonly refunds: RefundRequestsRepository,
  ) {}

  async enter(tx: Tx, before: AdjustablePayment, after: AdjustablePayment): Promise<void> {
    const { id: paymentId, userId, amount, credits } = before;
    const { refundedAmount, disputedAmount } = after;
    const gone = refundedAmount + disputedAmount;
    const clawedCredits = creditsToTakeBack(credits, amount, gone);
    const adjustments = before.adjustments + 1;
    const difference = clawedCredits - before.clawedCredits;
    await this.payments.adjust(tx, paymentId, { refundedAmount, disputedAmount, clawedCredits, adjustments });
    const reason =
      disputedAmount > before.disputedAmount ? 'dispute' : difference > 0 ? 'refund' : 'reinstated';
    await this.grant.change(tx, before, { difference, adjustment: adjustments, reason });
    const refundedNow = refundedAmount - before.refundedAmount;
    if (refundedNow > 0) await this.refunds.book(tx, paymentId, refundedNow, adjustments);
    const isReinstated = gone < before.refundedAmount + before.disputedAmount;
    const news = { userId, paymentId, adjustments, refundedNow, difference, isReinstated };
    await announce(tx, paymentAdjusted, news);
  }
}
