import { Injectable } from '@nestjs/common';
import { GroupUnusable } from '../../conversations/conversations.errors.js';
import { Clock } from '../../kernel/clock.js';
import { BotApi } from './bot-api.js';

/** How long a sign of topics is believed. Asking again is a read, which counts against no limit. */
const proofForMs = 30_000;
const problem = 'Bad Request: the chat is not a forum';

/**
 * Groups whose topics were switched off. Bot API: nothing announces it, sending into a topic works there all the same,
 * and all customers' messages would stand in one chat. Updates from the group and the answers to other calls show it;
 * the answer to a copy is a bare id and shows nothing.
 */
@Injectable()
export class FlatGroups {
  private readonly seen = new Set<number>();
  /** When a group had topics for certain, in milliseconds. */
  private readonly proven = new Map<number, number>();

  constructor(
    private readonly api: BotApi,
    private readonly clock: Clock,
  ) {}

  /** A refusal or an update said so; the next relay asks whether it still is. */
  suspect(chatId: number): void {
    this.seen.add(chatId);
  }

  /** Looks at the chat that an answer shows. */
  learn(chatId: number, answer: unknown): void {
    const chat = (answer as { chat?: { type?: string; is_forum?: boolean } } | null | undefined)?.chat;
    if (chat?.type !== 'supergroup') return;
    if (chat.is_forum === true) this.prove(chatId);
    else this.suspect(chatId);
  }

  /** Throws for a group without topics. Only one that was seen so is asked for. */
  async mustHaveTopics(chatId: number): Promise<void> {
    if (this.seen.has(chatId) && (await this.isFlat(chatId))) throw this.unusable(chatId);
  }

  /**
   * After something was sent into a topic: whether it stands in a chat without topics instead. Whatever keeps Telegram
   * from answering, what was sent is not sent again for that.
   */
  async isOutside(chatId: number): Promise<boolean> {
    const proof = this.proven.get(chatId) ?? 0;
    if (!this.seen.has(chatId) && this.clock.now().getTime() - proof < proofForMs) return false;
    try {
      return await this.isFlat(chatId);
    } catch {
      return false;
    }
  }

  unusable(chatId: number): GroupUnusable {
    return new GroupUnusable({ chatId, problem });
  }

  private async isFlat(chatId: number): Promise<boolean> {
    const { is_forum } = await this.api.call<{ is_forum?: boolean }>('getChat', { chat_id: chatId });
    if (is_forum === true) this.prove(chatId);
    else this.suspect(chatId);
    return is_forum !== true;
  }

  private prove(chatId: number): void {
    this.seen.delete(chatId);
    this.proven.set(chatId, this.clock.now().getTime());
  }
}
