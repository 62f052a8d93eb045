import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { planBegan } from '../billing.jobs.js';
import { PageClosing } from '../purchases/page-closing.js';
import { PlanHoldings } from './plan-holdings.js';

/** One plan is enough: pages of others that are open when it begins would start a second one. */
@Injectable()
@OnEvent(planBegan, 'close-pages')
export class CloseOtherPages {
  constructor(
    private readonly transactor: Transactor,
    private readonly plans: PlanHoldings,
    private readonly pages: PageClosing,
  ) {}

  /** Told late, it may be over again, and what is open now was opened since. */
  async handle({ userId }: { userId: UserId }): Promise<void> {
    await this.transactor.run(async (tx) => {
      if ((await this.plans.running(tx, userId)).length > 0) await this.pages.close(tx, userId, 'plan');
    });
  }
}
