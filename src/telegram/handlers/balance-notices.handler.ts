import { Injectable } from '@nestjs/common';
import { balanceLow } from '../../billing/billing.jobs.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { Shelves } from '../updates/shelves.js';
import { lowBalanceView } from '../views/balance.view.js';
import { CustomerNotices } from './customer-notices.js';

/** Announced once per crossing, so one job is one notice; a retried job has not sent any yet. */
@Injectable()
@OnEvent(balanceLow, 'notice')
export class BalanceNoticesHandler {
  constructor(
    private readonly notices: CustomerNotices,
    private readonly shelves: Shelves,
  ) {}

  async handle({
    userId,
    level,
    credits,
    transactionId,
  }: {
    userId: UserId;
    level: 'low' | 'critical';
    credits: number;
    transactionId: number;
  }): Promise<void> {
    await this.notices.tell(userId, `balance:${transactionId}`, async ({ telegramId, to }) =>
      lowBalanceView(level, credits, await this.shelves.packsFor({ userId, telegramId }, 1), to),
    );
  }
}
