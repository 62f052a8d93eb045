import { Injectable } from '@nestjs/common';
import { contactHeld } from '../../conversations/conversations.jobs.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { CustomerNotices } from './customer-notices.js';

/** Somebody unknown hears once that a moderator has to look first. */
@Injectable()
@OnEvent(contactHeld, 'notice')
export class ContactHeldHandler {
  constructor(private readonly notices: CustomerNotices) {}

  async handle({ userId, at }: { userId: UserId; at: string }): Promise<void> {
    await this.notices.tell(userId, `contact-held:${userId}:${at}`, ({ to }) => ({
      text: to.texts.contact.held(),
    }));
  }
}
