import { Injectable } from '@nestjs/common';
import { AccessRepository } from '../access/access.repository.js';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { creditsGranted, paymentAdjusted } from '../billing.jobs.js';
import { ClawBack } from '../ledger/claw-back.js';
import { type AdjustablePayment, PaymentsRepository } from '../purchases/payments.repository.js';
import { RefundRequestsRepository } from '../refunds/refund-requests.repository.js';
import { creditsToTakeBack } from './taken-back.js';

/** What the provider says about a payment now, in minor units. */
export interface MoneyTakenBack {
  readonly provider: string;
  readonly paymentIntentId: string;
  /** All refunds that did not fail. */
  readonly refunded: number;
  /** Disputes that took the money and are not won. */
  readonly disputed: number;
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
    private readonly clawBack: ClawBack,
    private readonly access: AccessRepository,
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

  private async adjust(
    tx: Tx,
    payment: AdjustablePayment,
    { refunded, disputed }: MoneyTakenBack,
  ): Promise<boolean> {
    const { id, userId, amount, credits } = payment;
    const refundedAmount = Math.min(refunded, amount);
    const disputedAmount = Math.min(disputed, amount);
    if (refundedAmount === payment.refundedAmount && disputedAmount === payment.disputedAmount) return false;
    const gone = refundedAmount + disputedAmount;
    const clawedCredits = creditsToTakeBack(credits, amount, gone);
    const adjustments = payment.adjustments + 1;
    await this.payments.adjust(tx, id, { refundedAmount, disputedAmount, clawedCredits, adjustments });
    const grant = { type: payment.sourceType, id: payment.sourceId };
    const source = { type: 'payment_adjustment', id: `${id}:${adjustments}` };
    const difference = clawedCredits - payment.clawedCredits;
    const reason =
      disputedAmount > payment.disputedAmount ? 'dispute' : difference > 0 ? 'refund' : 'reinstated';
    const move = { userId, amount: Math.abs(difference), grant, source, reason };
    if (difference > 0) await this.clawBack.take(tx, move);
    if (difference < 0) await this.clawBack.restore(tx, move);
    const isHeld = await this.payments.isHeld(tx, id);
    await this.access.setSuspended(tx, grant, isHeld || gone >= amount);
    const refundedNow = refundedAmount - payment.refundedAmount;
    if (refundedNow > 0) await this.refunds.book(tx, id, refundedNow, adjustments);
    const isReinstated = gone < payment.refundedAmount + payment.disputedAmount;
    await announce(tx, paymentAdjusted, {
      userId,
      paymentId: id,
      adjustments,
      refundedNow,
      difference,
      isReinstated,
    });
    // Credits or a pass came back: what waited for them may go on.
    if (isReinstated) await announce(tx, creditsGranted, { userId });
    return true;
  }
}
