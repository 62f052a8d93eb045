import { Injectable } from '@nestjs/common';
import { conversationFellSilent } from '../../conversations/conversations.jobs.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { CustomerNotices } from './customer-notices.js';

/** The customer hears once that the conversation was closed, and that a message is all it takes to go on. */
@Injectable()
@OnEvent(conversationFellSilent, 'notice')
export class ConversationSilentHandler {
  constructor(private readonly notices: CustomerNotices) {}

  async handle({ userId, threadId, at }: { userId: UserId; threadId: number; at: string }): Promise<void> {
    await this.notices.tell(userId, `silent:${threadId}:${at}`, ({ to }) => ({
      text: to.texts.closedAfterSilence(),
    }));
  }
}
