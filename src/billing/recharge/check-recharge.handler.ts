import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { HandlesJob, OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { checkRecharge, creditsGranted, purchaseClosed } from '../billing.jobs.js';
import { LedgerRepository } from '../ledger/ledger.repository.js';
import { RechargeTrigger } from './recharge-trigger.js';

/** What a customer has or expects has changed without a spend, or what held a recharge back is over. */
@Injectable()
@HandlesJob(checkRecharge)
@OnEvent(creditsGranted, 'check-recharge')
@OnEvent(purchaseClosed, 'check-recharge')
export class CheckRecharge {
  constructor(
    private readonly transactor: Transactor,
    private readonly accounts: LedgerRepository,
    private readonly trigger: RechargeTrigger,
  ) {}

  async handle({ userId }: { userId: UserId }): Promise<void> {
    await this.transactor.run(async (tx) => {
      await this.accounts.lock(tx, userId);
      await this.trigger.check(tx, userId);
    });
  }
}
