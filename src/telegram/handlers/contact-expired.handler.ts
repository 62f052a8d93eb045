import { Injectable } from '@nestjs/common';
import { contactExpired } from '../../conversations/conversations.jobs.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { CustomerNotices } from './customer-notices.js';

/** What somebody unknown wrote was kept long enough and is let go. */
@Injectable()
@OnEvent(contactExpired, 'notice')
export class ContactExpiredHandler {
  constructor(private readonly notices: CustomerNotices) {}

  async handle({ userId, count, at }: { userId: UserId; count: number; at: string }): Promise<void> {
    await this.notices.tell(userId, `contact-expired:${userId}:${at}`, ({ to }) => ({
      text: to.texts.contact.expired(count),
    }));
  }
}
