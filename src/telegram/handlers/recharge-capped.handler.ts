import { Injectable } from '@nestjs/common';
import { rechargeCapped } from '../../billing/billing.jobs.js';
import { RechargeStatusQuery } from '../../billing/recharge/recharge-status.query.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { price } from '../views/format.js';
import { CustomerNotices } from './customer-notices.js';

/** The monthly limit stands in the way; announced once per month and limit. */
@Injectable()
@OnEvent(rechargeCapped, 'notice')
export class RechargeCappedHandler {
  constructor(
    private readonly notices: CustomerNotices,
    private readonly status: RechargeStatusQuery,
  ) {}

  async handle({ userId, month }: { userId: UserId; month: string }): Promise<void> {
    const choice = (await this.status.of(this.notices.reader, userId))?.choice;
    if (choice == null) return;
    const { monthlyCap } = choice;
    await this.notices.tell(userId, `recharge-capped:${userId}:${month}:${monthlyCap.amount}`, ({ to }) => ({
      text: to.texts.recharge.capped(price(monthlyCap, to.language)),
    }));
  }
}
