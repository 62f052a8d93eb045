import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { AccessRepository } from '../access/access.repository.js';
import { Freeze } from '../ledger/freeze.js';
import type { AdjustablePayment } from '../purchases/payments.repository.js';
import { FraudWarningsRepository } from './fraud-warnings.repository.js';

/** Holds back what a payment gave while it is checked: unspent credits are frozen, its time stands still. */
@Injectable()
export class PaymentHold {
  constructor(
    private readonly freeze: Freeze,
    private readonly access: AccessRepository,
    private readonly warnings: FraudWarningsRepository,
  ) {}

  async hold(tx: Tx, payment: AdjustablePayment, warning: number): Promise<void> {
    const grant = grantOf(payment);
    await this.freeze.freeze(tx, {
      userId: payment.userId,
      grant,
      source: sourceOf(warning),
      reason: 'checked',
    });
    await this.access.setSuspended(tx, grant, true);
  }

  /** Ends one warning. What the payment gave is free again once no other warning of it is open. */
  async end(
    tx: Tx,
    payment: AdjustablePayment,
    warning: number,
    status: 'released' | 'settled',
  ): Promise<void> {
    await this.warnings.close(tx, warning, status);
    if ((await this.warnings.openOf(tx, payment.id)).length > 0) return;
    const grant = grantOf(payment);
    await this.freeze.thaw(tx, {
      userId: payment.userId,
      grant,
      source: sourceOf(warning),
      reason: 'checked',
    });
    await this.alignAccess(tx, payment);
  }

  /** A refund or a dispute has decided: nothing is left to check. */
  async settle(tx: Tx, payment: AdjustablePayment): Promise<void> {
    for (const { id } of await this.warnings.openOf(tx, payment.id)) {
      await this.end(tx, payment, id, 'settled');
    }
  }

  /** Time that a payment gave runs while its money is there and nothing about it is being checked. */
  async alignAccess(tx: Tx, payment: AdjustablePayment): Promise<void> {
    const isGone = payment.refundedAmount + payment.disputedAmount >= payment.amount;
    const isHeld = (await this.warnings.openOf(tx, payment.id)).length > 0;
    await this.access.setSuspended(tx, grantOf(payment), isHeld || isGone);
  }
}

const grantOf = ({ sourceType: type, sourceId: id }: AdjustablePayment): { type: string; id: string } => ({
  type,
  id,
});

const sourceOf = (warning: number): { type: string; id: string } => ({
  type: 'fraud_warning',
  id: String(warning),
});
