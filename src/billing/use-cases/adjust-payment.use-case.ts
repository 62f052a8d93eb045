import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { creditsGranted } from '../billing.jobs.js';
import { DisputeMirror } from '../disputes/dispute-mirror.js';
import { type DisputeState, isDispute } from '../disputes/dispute-stage.js';
import { PaymentHold } from '../fraud/payment-hold.js';
import { type AdjustablePayment, PaymentsRepository } from '../purchases/payments.repository.js';
import { AdjustmentBook } from './adjustment-book.js';

/** What the provider says about a payment now, in minor units. */
export interface MoneyTakenBack {
  readonly provider: string;
  readonly paymentIntentId: string;
  /** All refunds that did not fail. */
  readonly refunded: number;
  /** Disputes that took the money and are not won. */
  readonly disputed: number;
  /** All that there are or were, inquiries included. */
  readonly disputes: readonly DisputeState[];
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
    private readonly book: AdjustmentBook,
    private readonly disputes: DisputeMirror,
    private readonly holding: PaymentHold,
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
    const { id, userId, amount } = payment;
    const refundedAmount = Math.min(state.refunded, amount);
    const disputedAmount = Math.min(state.disputed, amount);
    const gone = refundedAmount + disputedAmount;
    const adjusted = { ...payment, refundedAmount, disputedAmount };
    const isUnchanged =
      refundedAmount === payment.refundedAmount && disputedAmount === payment.disputedAmount;
    const { provider, disputes } = state;
    const hasNews = await this.disputes.mirror(tx, { id, userId, provider }, disputes);
    if (!isUnchanged) await this.book.enter(tx, payment, adjusted);
    // An answer that is older than what was just learnt must not be booked either.
    else if (hasNews)
      await this.payments.adjust(tx, id, { ...payment, adjustments: payment.adjustments + 1 });
    // The bank, or we, have decided what a warning only feared.
    if (disputes.some(isDispute) || gone >= amount) await this.holding.settle(tx, adjusted);
    if (isUnchanged) return false;
    await this.holding.alignAccess(tx, adjusted);
    // Credits or a pass came back: what waited for them may go on.
    if (gone < payment.refundedAmount + payment.disputedAmount)
      await announce(tx, creditsGranted, { userId });
    return true;
  }
}
