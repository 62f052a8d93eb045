import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { HandlesJob } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { PageClosing } from '../purchases/page-closing.js';
import { PurchaseGate } from '../purchases/purchase-gate.js';
import { closePagesOf } from './disputes.jobs.js';

/** Closes the open pages of customers who may buy nothing more, unless it was allowed again meanwhile. */
@Injectable()
@HandlesJob(closePagesOf)
export class ClosePagesOf {
  constructor(
    private readonly transactor: Transactor,
    private readonly gate: PurchaseGate,
    private readonly pages: PageClosing,
  ) {}

  async handle({ userIds }: { userIds: readonly UserId[] }): Promise<void> {
    for (const userId of userIds) {
      await this.transactor.run(async (tx) => {
        if ((await this.gate.standing(tx, userId)).isBlocked) await this.pages.close(tx, userId, 'block');
      });
    }
  }
}
