import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { creditsGranted, paymentAdjusted } from '../billing.jobs.js';
import { PaymentHold } from '../fraud/payment-hold.js';
import { type AdjustablePayment, PaymentsRepository } from '../purchases/payments.repository.js';
import { RefundRequestsRepository } from '../refunds/refund-requests.repository.js';
import { PaidGrant } from './paid-grant.js';
import { creditsToTakeBack } from './taken-back.js';

/** What the provider says about a payment now, in minor units. */
export interface MoneyTakenBack {
  readonly provider: string;
  readonly paymentIntentId: string;
  /** All refunds that did not fail. */
  readonly refunded: number;
  /** Disputes that took the money and are not won. */
  readonly disputed: number;
  /** There is or was a dispute about it, however it ended. */
  readonly isDisputed: boolean;
}

/**
 * Brings what a payment granted in line with what is left of its money: takes credits back in proportion, suspends
 * access, and gives both back when a refund fails or a dispute is won. Only the present state counts, so events may
 * come twice, in any order, or not at all.
 */
@Injectable()
export class AdjustPayment {
  constructor(
    private readonly transactor: Transactor,
    private readonly payments: PaymentsRepository,
    private readonly grant: PaidGrant,
    private readonly holding: PaymentHold,
    private readonly refunds: RefundRequestsRepository,
  ) {}

  /**
   * `seenAdjustments`: what `adjustmentsOf` said before the provider was asked. If something was booked since, the
   * answer may be older than what was booked: nothing is done, and the provider must be asked again.
   */
  execute(
    state: MoneyTakenBack,
    seenAdjustments?: number,
  ): Promise<'adjusted' | 'unchanged' | 'unknown' | 'outdated'> {
    return this.transactor.run(async (tx) => {
      const payments = await this.payments.lockByPaymentIntent(tx, state.provider, state.paymentIntentId);
      if (payments.length === 0) return 'unknown';
      const adjustments = payments.reduce((sum, payment) => sum + payment.adjustments, 0);
      if (seenAdjustments !== undefined && seenAdjustments !== adjustments) return 'outdated';
      let changed = false;
      for (const payment of payments) changed = (await this.adjust(tx, payment, state)) || changed;
      return changed ? 'adjusted' : 'unchanged';
    });
  }

  private async adjust(tx: Tx, payment: AdjustablePayment, state: MoneyTakenBack): Promise<boolean> {
    const { userId, amount } = payment;
    const refundedAmount = Math.min(state.refunded, amount);
    const disputedAmount = Math.min(state.disputed, amount);
    const gone = refundedAmount + disputedAmount;
    const adjusted = { ...payment, refundedAmount, disputedAmount };
    const isUnchanged =
      refundedAmount === payment.refundedAmount && disputedAmount === payment.disputedAmount;
    if (!isUnchanged) await this.book(tx, payment, adjusted);
    // The bank, or we, have decided what a warning only feared.
    if (state.isDisputed || gone >= amount) await this.holding.settle(tx, adjusted);
    if (isUnchanged) return false;
    await this.holding.alignAccess(tx, adjusted);
    // Credits or a pass came back: what waited for them may go on.
    if (gone < payment.refundedAmount + payment.disputedAmount)
      await announce(tx, creditsGranted, { userId });
    return true;
  }

  private async book(tx: Tx, before: AdjustablePayment, after: AdjustablePayment): Promise<void> {
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
