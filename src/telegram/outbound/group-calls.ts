import { Injectable } from '@nestjs/common';
import { TopicClosed, TopicGone } from '../../conversations/conversations.errors.js';
import type { ChatId } from '../../kernel/ids.js';
import { BotApi } from './bot-api.js';
import { FlatGroups } from './flat-groups.js';
import { groupUnusable } from './group-refusal.js';
import { Refusal } from './refusal.js';

/** Calls into an admin group; refusals that concern the group or the topic, not the message, are told apart. */
@Injectable()
export class GroupCalls {
  constructor(
    private readonly api: BotApi,
    private readonly flat: FlatGroups,
  ) {}

  /** Throws for a group whose topics were switched off. */
  mustHaveTopics(chatId: number): Promise<void> {
    return this.flat.mustHaveTopics(chatId);
  }

  /** What was just sent into a topic is taken back, and an error thrown, when the group has no topics any more. */
  async mustStand(chatId: ChatId, messageIds: readonly number[]): Promise<void> {
    if (!(await this.flat.isOutside(chatId))) return;
    try {
      await this.api.call('deleteMessages', { chat_id: chatId, message_ids: messageIds });
    } catch (error) {
      // It stays there, and comes again where it belongs.
      if (!(error instanceof Refusal)) throw error;
    }
    throw this.flat.unusable(chatId);
  }

  async call<Result>(chatId: ChatId, method: string, parameters: Record<string, unknown>): Promise<Result> {
    try {
      const answer = await this.api.call<Result>(method, { chat_id: chatId, ...parameters });
      this.flat.learn(chatId, answer);
      return answer;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      switch (error.kind) {
        case 'topic_gone':
          throw new TopicGone();
        case 'topic_closed':
          throw new TopicClosed();
        case 'topic_unchanged':
          return undefined as Result;
        case 'not_a_forum':
          this.flat.suspect(chatId);
          throw groupUnusable(chatId, error) ?? error;
        default:
          throw groupUnusable(chatId, error) ?? error;
      }
    }
  }
}
