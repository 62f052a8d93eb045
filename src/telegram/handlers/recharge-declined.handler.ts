import { Injectable } from '@nestjs/common';
import { rechargeDeclined } from '../../billing/billing.jobs.js';
import type { DeclineReason } from '../../billing/payment-gateway.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { declinedView } from '../views/recharge-notice.view.js';
import { CustomerNotices } from './customer-notices.js';
import { RechargeCharges } from './recharge-charges.js';

interface Declined {
  readonly userId: UserId;
  readonly attemptId: string;
  readonly try: number;
  readonly reason: DeclineReason;
  readonly retryAt: string | null;
}

/** A saved card was charged in vain: why, what happens next, and a page to pay at with any card. */
@Injectable()
@OnEvent(rechargeDeclined, 'notice')
export class RechargeDeclinedHandler {
  constructor(
    private readonly notices: CustomerNotices,
    private readonly charges: RechargeCharges,
  ) {}

  async handle({ userId, attemptId, try: attemptTry, reason, retryAt }: Declined): Promise<void> {
    const key = `recharge-declined:${attemptId}:${attemptTry}`;
    await this.notices.tell(userId, key, async ({ telegramId, to }) => {
      const charge = await this.charges.failed({ userId, telegramId }, attemptId, true);
      return declinedView(charge, { reason, retryAt: retryAt === null ? null : new Date(retryAt) }, to);
    });
  }
}
