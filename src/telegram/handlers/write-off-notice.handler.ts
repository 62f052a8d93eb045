import { Injectable } from '@nestjs/common';
import { debtWrittenOff } from '../../billing/billing.jobs.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { CustomerNotices } from './customer-notices.js';

@Injectable()
@OnEvent(debtWrittenOff, 'notice')
export class WriteOffNoticeHandler {
  constructor(private readonly notices: CustomerNotices) {}

  async handle({
    userId,
    amount,
    requestKey,
  }: {
    userId: UserId;
    amount: number;
    requestKey: string;
  }): Promise<void> {
    await this.notices.tell(userId, `write-off:${requestKey}`, ({ to: { texts } }) => ({
      text: texts.writtenOff(texts.credits(amount)),
    }));
  }
}
