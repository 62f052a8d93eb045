import { Injectable } from '@nestjs/common';
import { BillingOverviewQuery } from '../../billing/billing-overview.query.js';
import { creditsGifted } from '../../billing/billing.jobs.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { CustomerNotices } from './customer-notices.js';

@Injectable()
@OnEvent(creditsGifted, 'notice')
export class GiftNoticeHandler {
  constructor(
    private readonly notices: CustomerNotices,
    private readonly billing: BillingOverviewQuery,
  ) {}

  async handle({
    userId,
    amount,
    requestKey,
  }: {
    userId: UserId;
    amount: number;
    requestKey: string;
  }): Promise<void> {
    const { credits } = await this.billing.of(this.notices.reader, userId);
    await this.notices.tell(userId, `gift:${requestKey}`, ({ to: { texts } }) => ({
      text: texts.gifted(texts.credits(amount), texts.credits(credits)),
    }));
  }
}
