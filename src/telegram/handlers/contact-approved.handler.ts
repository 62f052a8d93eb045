import { Injectable } from '@nestjs/common';
import { contactApproved } from '../../conversations/conversations.jobs.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { CustomerNotices } from './customer-notices.js';

/** Whoever waited for a moderator hears that what they wrote is on its way. */
@Injectable()
@OnEvent(contactApproved, 'notice')
export class ContactApprovedHandler {
  constructor(private readonly notices: CustomerNotices) {}

  async handle({ userId, requestKey }: { userId: UserId; requestKey: string }): Promise<void> {
    await this.notices.tell(userId, `contact-approved:${requestKey}`, ({ to }) => ({
      text: to.texts.contact.approved(),
    }));
  }
}
