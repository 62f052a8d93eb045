import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import type { CardContent } from '../../conversations/cards/card-content.js';
import { NotEditable, TopicGone } from '../../conversations/conversations.errors.js';
import type { TopicMark } from '../../conversations/threads/thread.entity.js';
import type { TopicPlace } from '../../conversations/topic-gateway.js';
import { asChatId, type ChatId } from '../../kernel/ids.js';
import { cardView } from '../views/card.view.js';
import { GroupCalls } from './group-calls.js';
import { Refusal } from './refusal.js';
import { sendOptions } from './send-options.js';
import { TopicIcons } from './topic-icons.js';

/** A topic and the card on its top. */
@Injectable()
export class TopicCalls {
  constructor(
    private readonly group: GroupCalls,
    private readonly icons: TopicIcons,
    private readonly config: AppConfig,
  ) {}

  async create(chatId: ChatId, name: string): Promise<number> {
    const icon = await this.icons.of('open');
    const topic = await this.group.call<{ message_thread_id: number }>(chatId, 'createForumTopic', {
      name,
      ...(icon === undefined ? {} : { icon_custom_emoji_id: icon }),
    });
    return topic.message_thread_id;
  }

  async mark({ chatId, topicId }: TopicPlace, mark: TopicMark, name: string | undefined): Promise<void> {
    const icon = await this.icons.of(mark);
    const changes = {
      ...(name === undefined ? {} : { name }),
      ...(icon === undefined ? {} : { icon_custom_emoji_id: icon }),
    };
    if (Object.keys(changes).length === 0) return;
    try {
      await this.group.call(chatId, 'editForumTopic', { message_thread_id: topicId, ...changes });
    } catch (error) {
      if (error instanceof Refusal) throw new NotEditable();
      throw error;
    }
  }

  async reopen({ chatId, topicId }: TopicPlace): Promise<void> {
    await this.group.call(chatId, 'reopenForumTopic', { message_thread_id: topicId });
  }

  async close({ chatId, topicId }: TopicPlace): Promise<void> {
    await this.group.call(chatId, 'closeForumTopic', { message_thread_id: topicId });
  }

  async delete({ chatId, topicId }: TopicPlace): Promise<void> {
    try {
      await this.group.call(chatId, 'deleteForumTopic', { message_thread_id: topicId });
    } catch (error) {
      if (!(error instanceof TopicGone)) throw error;
    }
  }

  async postCard({ chatId, topicId }: TopicPlace, card: CardContent): Promise<number> {
    await this.group.mustHaveTopics(chatId);
    const sent = await this.group.call<{ message_id: number }>(chatId, 'sendMessage', {
      message_thread_id: topicId,
      ...sendOptions(cardView(card, this.config.timeZone)),
      disable_notification: true,
    });
    await this.group.mustStand(chatId, [sent.message_id]);
    return sent.message_id;
  }

  async editCard({ chatId }: TopicPlace, messageId: number, card: CardContent): Promise<void> {
    try {
      await this.group.call(chatId, 'editMessageText', {
        message_id: messageId,
        ...sendOptions(cardView(card, this.config.timeZone)),
      });
    } catch (error) {
      if (error instanceof Refusal && error.kind === 'not_modified') return;
      if (error instanceof Refusal) throw new NotEditable();
      throw error;
    }
    await this.group.mustHaveTopics(chatId);
  }

  async pin(chatId: number, messageId: number): Promise<void> {
    try {
      await this.group.call(asChatId(chatId), 'pinChatMessage', {
        message_id: messageId,
        disable_notification: true,
      });
    } catch (error) {
      // A deleted card is posted again with the next change.
      if (error instanceof Refusal && error.kind !== 'no_rights') return;
      throw error;
    }
  }
}
