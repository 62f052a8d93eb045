import { Injectable } from '@nestjs/common';
import { Reader } from '../../database/reader.js';
import { GroupQuestionsRepository } from './group-questions.repository.js';
import type { CallPayload } from './outbox.js';
import { PayMessages } from './pay-messages.js';
import { StandingNoticesRepository } from './standing-notices.repository.js';

/** What is remembered of the bot's own messages: which ask, which pay, and which say how things are now. */
@Injectable()
export class SentMessages {
  constructor(
    private readonly reader: Reader,
    private readonly payMessages: PayMessages,
    private readonly questions: GroupQuestionsRepository,
    private readonly standing: StandingNoticesRepository,
  ) {}

  /** A notice that stands already is edited instead. */
  async edition(payload: CallPayload): Promise<CallPayload> {
    const { keeps, parameters, method } = payload;
    if (keeps === undefined || method !== 'sendMessage') return payload;
    const place = await this.standing.placeOf(this.reader, keeps, parameters['chat_id'] as number);
    if (place === undefined) return payload;
    return {
      ...payload,
      method: 'editMessageText',
      parameters: { ...parameters, message_id: place.messageId },
    };
  }

  async stands(
    { method, parameters, pays, asks, isOnlyEdit, keeps }: CallPayload,
    messageId: number,
  ): Promise<void> {
    const chatId = parameters['chat_id'] as number;
    if (asks !== undefined) await this.questions.ask({ chatId, messageId }, asks);
    if (keeps !== undefined) await this.standing.stands(this.reader, keeps, { chatId, messageId });
    // Only pages in private chats pay; an edit may have replaced links that an earlier version had.
    if (chatId < 0 || isOnlyEdit === true) return;
    if (pays !== undefined || method === 'editMessageText')
      await this.payMessages.stands({ chatId, messageId }, pays);
  }
}
