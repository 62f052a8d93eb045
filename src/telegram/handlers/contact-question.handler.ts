import { Injectable } from '@nestjs/common';
import { FirstContactsRepository } from '../../conversations/contacts/first-contacts.repository.js';
import { contactAsked } from '../../conversations/conversations.jobs.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { contactQuestionView } from '../views/contact.view.js';
import { CustomerNotices } from './customer-notices.js';

/** The question before a first message, unless it was answered or replaced meanwhile. */
@Injectable()
@OnEvent(contactAsked, 'question')
export class ContactQuestionHandler {
  constructor(
    private readonly notices: CustomerNotices,
    private readonly contacts: FirstContactsRepository,
  ) {}

  async handle({ userId, question }: { userId: UserId; question: number }): Promise<void> {
    await this.notices.tell(userId, `contact:${userId}:${question}`, async ({ to }) => {
      const contact = await this.contacts.of(this.notices.reader, userId);
      if (contact?.answer == null || contact.question !== question) return undefined;
      return contactQuestionView({ question, answer: contact.answer }, to);
    });
  }
}
