import { Injectable } from '@nestjs/common';
import { BatchBroken, NotEditable, Undeliverable } from '../../conversations/conversations.errors.js';
import type { CardContent } from '../../conversations/cards/card-content.js';
import type { ShownReaction } from '../../conversations/reactions/reaction.js';
import {
  type EditedContent,
  type RelayRequest,
  TopicGateway,
  type TopicPlace,
} from '../../conversations/topic-gateway.js';
import type { TopicMark } from '../../conversations/threads/thread.entity.js';
import { Clock } from '../../kernel/clock.js';
import { asChatId, type ChatId, type TelegramId } from '../../kernel/ids.js';
import { correctionView } from '../views/correction.view.js';
import { BotApi } from './bot-api.js';
import { BotReactions } from './bot-reactions.js';
import { GroupCalls } from './group-calls.js';
import { Refusal } from './refusal.js';
import { batchCall, editCalls, singleCall, undeliverable, withoutQuote } from './relay-calls.js';
import { TopicCalls } from './topic-calls.js';

interface MessageId {
  readonly message_id: number;
}

/** Conversations' wishes as Bot API calls, and Telegram's refusals as conversations' errors. */
@Injectable()
export class TelegramTopicGateway extends TopicGateway {
  constructor(
    private readonly api: BotApi,
    private readonly reactions: BotReactions,
    private readonly group: GroupCalls,
    private readonly topics: TopicCalls,
    private readonly clock: Clock,
  ) {
    super();
  }

  createTopic(chatId: ChatId, name: string): Promise<number> {
    return this.topics.create(chatId, name);
  }

  markTopic(place: TopicPlace, mark: TopicMark, name: string | undefined): Promise<void> {
    return this.topics.mark(place, mark, name);
  }

  reopenTopic(place: TopicPlace): Promise<void> {
    return this.topics.reopen(place);
  }

  closeTopic(place: TopicPlace): Promise<void> {
    return this.topics.close(place);
  }

  postCard(place: TopicPlace, card: CardContent): Promise<number> {
    return this.topics.postCard(place, card);
  }

  editCard(place: TopicPlace, messageId: number, card: CardContent): Promise<void> {
    return this.topics.editCard(place, messageId, card);
  }

  pin(chatId: number, messageId: number): Promise<void> {
    return this.topics.pin(chatId, messageId);
  }

  deleteTopic(place: TopicPlace): Promise<void> {
    return this.topics.delete(place);
  }

  async relayToTopic({ chatId, topicId }: TopicPlace, request: RelayRequest): Promise<readonly number[]> {
    await this.group.mustHaveTopics(chatId);
    const copies = await this.relay(chatId, request, (method, parameters) =>
      this.group.call(chatId, method, { message_thread_id: topicId, ...parameters }),
    );
    await this.group.mustStand(chatId, copies);
    return copies;
  }

  relayToCustomer(telegramId: TelegramId, request: RelayRequest): Promise<readonly number[]> {
    return this.relay(telegramId, request, (method, parameters) =>
      this.api.call(method, { chat_id: telegramId, ...parameters }, true),
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
      await this.group.call(asChatId(place.chatId), 'sendMessage', {
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
