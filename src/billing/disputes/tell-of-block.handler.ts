import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { billingAlert } from '../billing.jobs.js';
import { PageClosing } from '../purchases/page-closing.js';
import { PurchaseGate } from '../purchases/purchase-gate.js';
import { disputeChanged } from './disputes.jobs.js';
import { DisputesRepository } from './disputes.repository.js';

/**
 * A customer who has had too many disputes can buy nothing more, open pages included; General hears of it once, until
 * it is allowed again.
 */
@Injectable()
@OnEvent(disputeChanged, 'block')
export class TellOfBlock {
  constructor(
    private readonly transactor: Transactor,
    private readonly gate: PurchaseGate,
    private readonly disputes: DisputesRepository,
    private readonly pages: PageClosing,
  ) {}

  async handle({ userId, dispute: id }: { userId: UserId; dispute: number }): Promise<void> {
    await this.transactor.run(async (tx) => {
      const { isBlocked, disputes } = await this.gate.standing(tx, userId);
      const dispute = await this.disputes.byId(tx, id);
      if (!isBlocked || dispute === undefined) return;
      await this.pages.close(tx, userId, 'block');
      const reference = dispute.disputeId;
      const alert = { kind: 'purchases_blocked' as const, userId, reference, disputes };
      const key = `purchases_blocked:${userId}:${await this.disputes.forgivenOf(tx, userId)}`;
      await announce(tx, billingAlert, { key, alert });
    });
  }
}
