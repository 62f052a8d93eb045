import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import { ClawBack } from '../ledger/claw-back.js';
import { LedgerRepository } from '../ledger/ledger.repository.js';
import type { Source } from '../ledger/ledger.types.js';
import type { AdjustablePayment } from '../purchases/payments.repository.js';
import { goneSince } from './taken-back.js';

/** The credits that a payment gave, as its money goes and comes back. The caller holds the payment's row. */
@Injectable()
export class PaidGrant {
  constructor(
    private readonly clawBack: ClawBack,
    private readonly ledger: LedgerRepository,
    private readonly clock: Clock,
  ) {}

  /** `difference`: credits to take back, negative to give back; by the adjustment with that number. */
  async change(
    tx: Tx,
    payment: AdjustablePayment,
    { difference, adjustment, reason }: { difference: number; adjustment: number; reason: string },
  ): Promise<void> {
    const { id, userId, sourceType, sourceId } = payment;
    const grant = { type: sourceType, id: sourceId };
    const move = {
      userId,
      amount: Math.abs(difference),
      grant,
      source: adjustmentOf(id, adjustment),
      reason,
    };
    if (difference > 0) await this.clawBack.take(tx, move);
    if (difference >= 0) return;
    const earlier = Array.from({ length: adjustment - 1 }, (_, index) => adjustmentOf(id, index + 1));
    const since = goneSince(await this.ledger.takings(tx, earlier), -difference) ?? this.clock.now();
    await this.clawBack.restore(tx, { ...move, goneSince: since });
  }
}

const adjustmentOf = (paymentId: number, adjustment: number): Source => ({
  type: 'payment_adjustment',
  id: `${paymentId}:${adjustment}`,
});
