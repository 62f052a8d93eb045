import { Injectable } from '@nestjs/common';
import { paymentFailed } from '../../billing/failures/failures.jobs.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { CustomerNotices } from './customer-notices.js';

/** The customer hears that the card was declined, and never the bank's word for why. */
@Injectable()
@OnEvent(paymentFailed, 'customer')
export class DeclinedNoticeHandler {
  constructor(private readonly notices: CustomerNotices) {}

  async handle({ userId, eventId }: { userId: UserId; eventId: string }): Promise<void> {
    await this.notices.tell(userId, `declined:${eventId}`, ({ to }) => ({ text: to.texts.cardFailed() }));
  }
}
