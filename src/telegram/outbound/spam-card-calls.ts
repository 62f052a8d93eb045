import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import { TopicGone } from '../../conversations/conversations.errors.js';
import type { SpamCard } from '../../conversations/spam/spam-card.js';
import type { TopicPlace } from '../../conversations/topic-gateway.js';
import type { ChatId } from '../../kernel/ids.js';
import { spamCardView } from '../views/spam.view.js';
import { GroupCalls } from './group-calls.js';
import { Refusal } from './refusal.js';
import { sendOptions } from './send-options.js';

/** The cards of the Spam topic as Bot API calls. */
@Injectable()
export class SpamCardCalls {
  constructor(
    private readonly group: GroupCalls,
    private readonly config: AppConfig,
  ) {}

  async post({ chatId, topicId }: TopicPlace, card: SpamCard): Promise<number> {
    await this.group.mustHaveTopics(chatId);
    const sent = await this.group.call<{ message_id: number }>(chatId, 'sendMessage', {
      message_thread_id: topicId,
      ...this.optionsOf(card),
    });
    await this.group.mustStand(chatId, [sent.message_id]);
    return sent.message_id;
  }

  /** False when the message is not there any more. */
  async edit(chatId: ChatId, messageId: number, card: SpamCard): Promise<boolean> {
    try {
      await this.group.call(chatId, 'editMessageText', { message_id: messageId, ...this.optionsOf(card) });
      return true;
    } catch (error) {
      if (error instanceof TopicGone) return false;
      if (!(error instanceof Refusal)) throw error;
      if (error.kind === 'not_modified') return true;
      if (error.kind === 'not_editable' || error.kind === 'message_gone') return false;
      throw error;
    }
  }

  async remove(chatId: ChatId, messageId: number): Promise<void> {
    try {
      await this.group.call(chatId, 'deleteMessages', { message_ids: [messageId] });
    } catch (error) {
      // Gone already, with its topic or by hand.
      if (!(error instanceof Refusal) && !(error instanceof TopicGone)) throw error;
    }
  }

  private optionsOf(card: SpamCard): Record<string, unknown> {
    return sendOptions(spamCardView(card, this.config.timeZone));
  }
}
