import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import { billingAlert, type DisputeNews } from '../billing.jobs.js';
import { LedgerRepository } from '../ledger/ledger.repository.js';
import { PaymentsRepository } from '../purchases/payments.repository.js';
import type { Dispute } from './disputes.repository.js';

/** What General is told of a dispute, with what it means for the customer's credits now. */
@Injectable()
export class DisputeAlerts {
  constructor(
    private readonly payments: PaymentsRepository,
    private readonly ledger: LedgerRepository,
  ) {}

  async announce(tx: Tx, dispute: Dispute, kind: DisputeNews, key: string): Promise<void> {
    const { id, userId, disputeId: reference, paymentId, amount, currency, reason, dueBy } = dispute;
    const payment = await this.payments.byId(tx, paymentId);
    const { owed } = await this.ledger.account(tx, userId);
    const alert = {
      kind,
      userId,
      dispute: id,
      reference,
      payment: `P-${paymentId}`,
      title: payment?.title ?? null,
      amount,
      currency,
      reason,
      dueBy: dueBy?.toISOString() ?? null,
      creditsTaken: await this.payments.clawedCredits(tx, paymentId),
      owed,
    };
    await announce(tx, billingAlert, { key, alert });
  }
}
