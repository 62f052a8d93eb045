import { Injectable } from '@nestjs/common';
import { autoRechargeStopped, type StopReason } from '../../billing/billing.jobs.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { CustomerNotices } from './customer-notices.js';

/** Nobody is to believe that the next message will pay for itself when it will not. */
@Injectable()
@OnEvent(autoRechargeStopped, 'notice')
export class AutoRechargeStoppedHandler {
  constructor(private readonly notices: CustomerNotices) {}

  async handle({ userId, reason, at }: { userId: UserId; reason: StopReason; at: string }): Promise<void> {
    await this.notices.tell(userId, `recharge-stopped:${userId}:${at}`, ({ to }) => ({
      text: to.texts.recharge.stopped[reason],
    }));
  }
}
