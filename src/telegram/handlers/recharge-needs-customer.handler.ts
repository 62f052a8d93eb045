import { Injectable } from '@nestjs/common';
import { rechargeNeedsCustomer } from '../../billing/billing.jobs.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { confirmView } from '../views/recharge-notice.view.js';
import { CustomerNotices } from './customer-notices.js';
import { RechargeCharges } from './recharge-charges.js';

/** The bank wants the customer there: a page for the same pack, at which it can ask them. */
@Injectable()
@OnEvent(rechargeNeedsCustomer, 'notice')
export class RechargeNeedsCustomerHandler {
  constructor(
    private readonly notices: CustomerNotices,
    private readonly charges: RechargeCharges,
  ) {}

  async handle({ userId, attemptId }: { userId: UserId; attemptId: string }): Promise<void> {
    await this.notices.tell(userId, `recharge-confirm:${attemptId}`, async ({ telegramId, to }) =>
      confirmView(await this.charges.failed({ userId, telegramId }, attemptId, false), to),
    );
  }
}
