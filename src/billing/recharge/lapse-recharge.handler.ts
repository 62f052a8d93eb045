import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { HandlesJob } from '../../jobs/background/job-handler.js';
import { lapseRecharge } from '../billing.jobs.js';
import { RechargeAttemptsRepository } from './recharge-attempts.repository.js';
import { RechargeSetbacks } from './recharge-setbacks.js';

@Injectable()
@HandlesJob(lapseRecharge)
export class LapseRecharge {
  constructor(
    private readonly transactor: Transactor,
    private readonly attempts: RechargeAttemptsRepository,
    private readonly setbacks: RechargeSetbacks,
  ) {}

  async handle({ attemptId }: { attemptId: string }): Promise<void> {
    await this.transactor.run(async (tx) => {
      const found = await this.attempts.byId(tx, attemptId);
      const attempt = found === undefined ? undefined : await this.attempts.locked(tx, found.purchaseId);
      if (attempt?.status === 'needs_action') await this.setbacks.lapsed(tx, attempt);
    });
  }
}
