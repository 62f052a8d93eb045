import { Injectable } from '@nestjs/common';
import {
  BatchBroken,
  NotEditable,
  TopicClosed,
  TopicGone,
  Undeliverable,
} from '../../conversations/conversations.errors.js';
import type { CardContent } from '../../conversations/cards/card-content.js';
import type { ShownReaction } from '../../conversations/reactions/reaction.js';
import {
  type EditedContent,
  type RelayRequest,
  TopicGateway,
  type TopicPlace,
} from '../../conversations/topic-gateway.js';
import type { TopicMark } from '../../conversations/threads/thread.entity.js';
import { AppConfig } from '../../config/app-config.js';
import { Clock } from '../../kernel/clock.js';
import { asChatId, type ChatId, type TelegramId } from '../../kernel/ids.js';
import { cardView } from '../views/card.view.js';
import { correctionView } from '../views/correction.view.js';
import { BotApi } from './bot-api.js';
import { BotReactions } from './bot-reactions.js';
import { FlatGroups } from './flat-groups.js';
import { groupUnusable } from './group-refusal.js';
import { Refusal } from './refusal.js';
import { batchCall, editCalls, singleCall, undeliverable, withoutQuote } from './relay-calls.js';
import { sendOptions } from './send-options.js';
import { TopicIcons } from './topic-icons.js';

interface MessageId {
  readonly message_id: number;
}

/** Conversations' wishes as Bot API calls, and Telegram's refusals as conversations' errors. */
@Injectable()
export class TelegramTopicGateway extends TopicGateway {
  constructor(
    private readonly api: BotApi,
    private readonly reactions: BotReactions,
    private readonly flat: FlatGroups,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly icons: TopicIcons,
  ) {
    super();
  }

  async createTopic(chatId: ChatId, name: string): Promise<number> {
    const icon = await this.icons.of('open');
    const topic = await this.inGroup<{ message_thread_id: number }>(chatId, 'createForumTopic', {
      name,
      ...(icon === undefined ? {} : { icon_custom_emoji_id: icon }),
    });
    return topic.message_thread_id;
  }

  async markTopic({ chatId, topicId }: TopicPlace, mark: TopicMark, name: string | undefined): Promise<void> {
    const icon = await this.icons.of(mark);
    const changes = {
      ...(name === undefined ? {} : { name }),
      ...(icon === undefined ? {} : { icon_custom_emoji_id: icon }),
    };
    if (Object.keys(changes).length === 0) return;
    try {
      await this.inGroup(chatId, 'editForumTopic', { message_thread_id: topicId, ...changes });
    } catch (error) {
      if (error instanceof Refusal) throw new NotEditable();
      throw error;
    }
  }

  async reopenTopic({ chatId, topicId }: TopicPlace): Promise<void> {
    await this.inGroup(chatId, 'reopenForumTopic', { message_thread_id: topicId });
  }

  async closeTopic({ chatId, topicId }: TopicPlace): Promise<void> {
    await this.inGroup(chatId, 'closeForumTopic', { message_thread_id: topicId });
  }

  async relayToTopic({ chatId, topicId }: TopicPlace, request: RelayRequest): Promise<readonly number[]> {
    await this.flat.mustHaveTopics(chatId);
    return this.relay(chatId, request, (method, parameters) =>
      this.inGroup(chatId, method, { message_thread_id: topicId, ...parameters }),
    );
  }

  relayToCustomer(telegramId: TelegramId, request: RelayRequest): Promise<readonly number[]> {
    return this.relay(telegramId, request, (method, parameters) =>
      this.api.call(method, { chat_id: telegramId, ...parameters }),
    );
  }

  async edit(chatId: number, messageId: number, content: EditedContent): Promise<void> {
    for (const [method, parameters] of editCalls(content)) {
      try {
        await this.api.call(method, { chat_id: chatId, message_id: messageId, ...parameters });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        if (error.kind !== 'not_modified') throw new NotEditable();
      }
    }
  }

  async showCorrection(
    place: { chatId: number; topicId: number | null },
    replyTo: number,
    content: EditedContent,
  ): Promise<void> {
    const reply = { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true } };
    const parameters = { ...correctionView(content), ...reply };
    if (place.topicId === null) await this.toCustomer(place.chatId as TelegramId, 'sendMessage', parameters);
    else
      await this.inGroup(asChatId(place.chatId), 'sendMessage', {
        message_thread_id: place.topicId,
        ...parameters,
      });
  }

  async remove(chatId: number, messageIds: readonly number[]): Promise<void> {
    try {
      await this.api.call('deleteMessages', { chat_id: chatId, message_ids: messageIds });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw new Undeliverable({ reason: 'refused', text: error.description });
    }
  }

  react(chatId: number, messageId: number, reaction: ShownReaction): Promise<void> {
    return this.reactions.show(chatId, messageId, reaction);
  }

  async postCard({ chatId, topicId }: TopicPlace, card: CardContent): Promise<number> {
    await this.flat.mustHaveTopics(chatId);
    const sent = await this.inGroup<MessageId>(chatId, 'sendMessage', {
      message_thread_id: topicId,
      ...sendOptions(cardView(card, this.config.timeZone)),
      disable_notification: true,
    });
    await this.flat.mustHaveTopics(chatId);
    return sent.message_id;
  }

  async editCard({ chatId }: TopicPlace, messageId: number, card: CardContent): Promise<void> {
    try {
      await this.inGroup(chatId, 'editMessageText', {
        message_id: messageId,
        ...sendOptions(cardView(card, this.config.timeZone)),
      });
    } catch (error) {
      if (error instanceof Refusal && error.kind === 'not_modified') return;
      if (error instanceof Refusal) throw new NotEditable();
      throw error;
    }
    await this.flat.mustHaveTopics(chatId);
  }

  async pin(chatId: number, messageId: number): Promise<void> {
    try {
      await this.inGroup(asChatId(chatId), 'pinChatMessage', {
        message_id: messageId,
        disable_notification: true,
      });
    } catch (error) {
      // A deleted card is posted again with the next change.
      if (error instanceof Refusal && error.kind !== 'no_rights') return;
      throw error;
    }
  }

  private async relay(
    toChatId: number,
    request: RelayRequest,
    send: (method: string, parameters: Record<string, unknown>) => Promise<unknown>,
  ): Promise<readonly number[]> {
    const { messageIds } = request;
    let copies: readonly MessageId[];
    try {
      if (messageIds.length === 1) {
        const sent = (await send(...singleCall(request, this.clock.now()))) as MessageId;
        return [sent.message_id];
      }
      copies = (await send(...batchCall(request))) as MessageId[];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // The quoted text was edited meanwhile; the answer counts.
      if (error.kind === 'bad_quote') return this.relay(toChatId, withoutQuote(request), send);
      throw undeliverable(error);
    }
    const ids = copies.map(({ message_id }) => message_id);
    if (ids.length === messageIds.length) return ids;
    // Telegram skips what it cannot copy and does not say which; what it did copy goes, to be shown one by one.
    if (ids.length > 0) await this.remove(toChatId, ids);
    throw new BatchBroken();
  }

  /** Refusals that concern the group or the topic, not the message. */
  private async inGroup<Result>(
    chatId: ChatId,
    method: string,
    parameters: Record<string, unknown>,
  ): Promise<Result> {
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
        default:
          throw groupUnusable(chatId, error) ?? error;
      }
    }
  }

  private async toCustomer(
    telegramId: TelegramId,
    method: string,
    parameters: Record<string, unknown>,
  ): Promise<unknown> {
    try {
      return await this.api.call(method, { chat_id: telegramId, ...parameters });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw undeliverable(error);
    }
  }
}
