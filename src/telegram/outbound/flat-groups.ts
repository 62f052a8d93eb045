import { Injectable } from '@nestjs/common';
import { GroupUnusable } from '../../conversations/conversations.errors.js';
import { BotApi } from './bot-api.js';

const problem = 'Bad Request: the chat is not a forum';

/**
 * Groups whose topics were switched off. Bot API: nothing announces it, sending into a topic works there all the same,
 * and all customers' messages would stand in one chat. Updates from the group and the answers to other calls show it.
 */
@Injectable()
export class FlatGroups {
  private readonly seen = new Set<number>();

  constructor(private readonly api: BotApi) {}

  /** A refusal or an update said so; the next relay asks whether it still is. */
  suspect(chatId: number): void {
    this.seen.add(chatId);
  }

  /** Looks at the chat that an answer shows. */
  learn(chatId: number, answer: unknown): void {
    const chat = (answer as { chat?: { type?: string; is_forum?: boolean } } | null | undefined)?.chat;
    if (chat?.type !== 'supergroup') return;
    if (chat.is_forum === true) this.seen.delete(chatId);
    else this.seen.add(chatId);
  }

  /** Throws for a group without topics. Only one that was seen so is asked for. */
  async mustHaveTopics(chatId: number): Promise<void> {
    if (!this.seen.has(chatId)) return;
    const { is_forum } = await this.api.call<{ is_forum?: boolean }>('getChat', { chat_id: chatId });
    if (is_forum !== true) throw new GroupUnusable({ chatId, problem });
    this.seen.delete(chatId);
  }
}
