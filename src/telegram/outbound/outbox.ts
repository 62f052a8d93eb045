import { Injectable } from '@nestjs/common';
import {
  customerLane,
  deskLane,
  generalLane,
  type LanePlace,
  priorities,
  type Priority,
} from '../../conversations/outbound-lanes.js';
import type { ThreadPlace } from '../../conversations/threads/threads.repository.js';
import type { Tx } from '../../database/db.js';
import { Lanes } from '../../jobs/lanes/lanes.js';
import { asTelegramId, type ChatId } from '../../kernel/ids.js';
import type { View } from '../views/view.js';
import { sendOptions } from './send-options.js';

export const sendCall = 'send-call';

/** One call to Telegram that waits on a lane. */
export interface CallPayload {
  readonly method: string;
  readonly parameters: Record<string, unknown>;
}

/** What the bot itself says, put on the lane of whoever hears it, in the transaction of its cause. */
@Injectable()
export class Outbox {
  constructor(private readonly lanes: Lanes) {}

  toCustomer(tx: Tx, telegramId: number, view: View, priority: Priority = priorities.reply): Promise<void> {
    return this.put(tx, customerLane(asTelegramId(telegramId)), priority, 'sendMessage', {
      chat_id: telegramId,
      ...sendOptions(view),
    });
  }

  /** Turns a message of the bot's own into another view, in place. */
  editForCustomer(tx: Tx, telegramId: number, messageId: number, view: View): Promise<void> {
    return this.put(tx, customerLane(asTelegramId(telegramId)), priorities.reply, 'editMessageText', {
      chat_id: telegramId,
      message_id: messageId,
      ...sendOptions(view),
    });
  }

  toTopic(tx: Tx, thread: ThreadPlace, view: View, replyTo: number | null = null): Promise<void> {
    return this.put(tx, deskLane(thread.id, thread.chatId), priorities.relay, 'sendMessage', {
      chat_id: thread.chatId,
      message_thread_id: thread.topicId,
      ...sendOptions(view),
      ...replyOptions(replyTo),
    });
  }

  /** Only the buttons under a card change; somebody has just pressed one and waits. */
  setKeyboard(
    tx: Tx,
    thread: ThreadPlace,
    messageId: number,
    keyboard: NonNullable<View['keyboard']>,
  ): Promise<void> {
    return this.put(tx, deskLane(thread.id, thread.chatId), priorities.reply, 'editMessageReplyMarkup', {
      chat_id: thread.chatId,
      message_id: messageId,
      reply_markup: { inline_keyboard: keyboard },
    });
  }

  /** `topicId`: where in the group; without it the General topic. Bot API: General has no thread id. */
  toGroup(
    tx: Tx,
    chatId: ChatId,
    view: View,
    to: { topicId?: number | undefined; replyTo?: number } = {},
  ): Promise<void> {
    return this.put(tx, generalLane(chatId), priorities.relay, 'sendMessage', {
      chat_id: chatId,
      ...(to.topicId === undefined ? {} : { message_thread_id: to.topicId }),
      ...sendOptions(view),
      ...replyOptions(to.replyTo ?? null),
    });
  }

  /** True for the first caller with this key: what may be handled twice is then said once. */
  async once(tx: Tx, key: string): Promise<boolean> {
    const rows = await tx.query(
      `insert into sent_notices (key) values ($1) on conflict do nothing returning key`,
      [key],
    );
    return rows.length === 1;
  }

  private put(
    tx: Tx,
    place: LanePlace,
    priority: Priority,
    method: string,
    parameters: CallPayload['parameters'],
  ): Promise<void> {
    const payload: CallPayload = { method, parameters };
    return this.lanes.enqueue(tx, { queue: 'outbound', ...place, kind: sendCall, payload, priority });
  }
}

function replyOptions(messageId: number | null): Record<string, unknown> {
  if (messageId === null) return {};
  return { reply_parameters: { message_id: messageId, allow_sending_without_reply: true } };
}
