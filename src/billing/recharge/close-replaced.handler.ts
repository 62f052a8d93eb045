import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { purchaseSettled } from '../billing.jobs.js';
import { RechargeAttemptsRepository } from './recharge-attempts.repository.js';

/** The customer paid in person what the bank would not let us charge: that attempt is over. */
@Injectable()
@OnEvent(purchaseSettled, 'close-replaced-recharge')
export class CloseReplaced {
  constructor(
    private readonly transactor: Transactor,
    private readonly attempts: RechargeAttemptsRepository,
  ) {}

  async handle({ userId }: { userId: UserId }): Promise<void> {
    await this.transactor.run(async (tx) => {
      if ((await this.attempts.openOf(tx, userId))?.status !== 'needs_action') return;
      const open = await this.attempts.lockedOpenOf(tx, userId);
      if (open?.status === 'needs_action') await this.attempts.close(tx, open.id, 'dropped');
    });
  }
}
