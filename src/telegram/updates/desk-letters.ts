import { Injectable } from '@nestjs/common';
import type { Carried } from '../../conversations/messages/carried.js';
import { AcceptReply } from '../../conversations/relay/accept-reply.use-case.js';
import { asChatId } from '../../kernel/ids.js';
import { actorOf } from '../guards/administrators.js';
import type { BotContext } from './bot-context.js';
import { contentKeyOf } from './content-reading.js';
import { topicOf } from './listeners.js';
import { replyTargetOf } from './message-reading.js';

/** Sends the customer of a topic a text that stands in no message: what a command says, as a moderator's message. */
@Injectable()
export class DeskLetters {
  constructor(private readonly accept: AcceptReply) {}

  /** False when this command sent it before. */
  async send(ctx: BotContext, carries: Carried): Promise<boolean> {
    const { message, chat } = ctx;
    const topicId = topicOf(ctx);
    if (message === undefined || chat === undefined || topicId === undefined) return false;
    const { telegramId: authorTelegramId, name: authorName } = actorOf(ctx);
    const result = await this.accept.execute({
      chatId: asChatId(chat.id),
      topicId,
      messageId: message.message_id,
      kind: 'text',
      replyToMessageId: replyTargetOf(message, topicId),
      mediaGroupId: null,
      carries,
      contentKey: contentKeyOf(message),
      authorTelegramId,
      authorName,
    });
    return result === 'accepted';
  }
}
