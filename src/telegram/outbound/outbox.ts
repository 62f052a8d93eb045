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
import type { Db, Tx } from '../../database/db.js';
import { Lanes } from '../../jobs/lanes/lanes.js';
import { asTelegramId, type ChatId } from '../../kernel/ids.js';
import { type Keyboard, purchasesIn, type View } from '../views/view.js';
import type { GroupQuestion } from './group-questions.repository.js';
import type { MessagePlace, PayMark } from './pay-messages.repository.js';
import { inlineKeyboard, sendOptions } from './send-options.js';

export const sendCall = 'send-call';

/** One call to Telegram that waits on a lane. */
export interface CallPayload {
  readonly method: string;
  readonly parameters: Record<string, unknown>;
  /** Links that must not outlive their purchases; remembered with the message once it stands. */
  readonly pays?: PayMark;
  /** What an answer to the message is for. */
  readonly asks?: GroupQuestion;
  /** An edit that is not worth a new message when the old one has gone. */
  readonly isOnlyEdit?: true;
  /** The notice that says how things are now: edited where it stands. */
  readonly keeps?: string;
  /** Where a new message goes when the one to edit has gone. */
  readonly topicId?: number;
}

/** What the bot itself says, put on the lane of whoever hears it, in the transaction of its cause. */
@Injectable()
export class Outbox {
  constructor(private readonly lanes: Lanes) {}

  toCustomer(tx: Tx, telegramId: number, view: View, priority: Priority = priorities.reply): Promise<void> {
    const parameters = { chat_id: telegramId, ...sendOptions(view) };
    const call = { method: 'sendMessage', parameters, ...payMark(view) };
    return this.put(tx, customerLane(asTelegramId(telegramId)), priority, call);
  }

  /** A notice under that key: sent once, edited afterwards. */
  keepForCustomer(tx: Tx, telegramId: number, keeps: string, view: View): Promise<void> {
    const parameters = { chat_id: telegramId, ...sendOptions(view) };
    const call = { method: 'sendMessage', parameters, keeps, ...payMark(view) };
    return this.put(tx, customerLane(asTelegramId(telegramId)), priorities.receipt, call);
  }

  /** The same in General. */
  keepInGroup(tx: Tx, chatId: ChatId, keeps: string, view: View): Promise<void> {
    const parameters = { chat_id: chatId, ...sendOptions(view) };
    const call = { method: 'sendMessage', parameters, keeps };
    return this.put(tx, generalLane(chatId), priorities.relay, call);
  }

  /** Turns a message of the bot's own into another view, in place. */
  editForCustomer(tx: Tx, telegramId: number, messageId: number, view: View): Promise<void> {
    const parameters = { chat_id: telegramId, message_id: messageId, ...sendOptions(view) };
    const call = { method: 'editMessageText', parameters, ...payMark(view) };
    return this.put(tx, customerLane(asTelegramId(telegramId)), priorities.reply, call);
  }

  /** A message that still stands says what became of its links; nobody waits for that. Without text: buttons only. */
  refreshForCustomer(tx: Tx, place: MessagePlace, keyboard: Keyboard, text: string | null): Promise<void> {
    const { chatId, messageId } = place;
    const at = { chat_id: chatId, message_id: messageId };
    const call =
      text === null
        ? { method: 'editMessageReplyMarkup', parameters: { ...at, reply_markup: inlineKeyboard(keyboard) } }
        : { method: 'editMessageText', parameters: { ...at, ...sendOptions({ text, keyboard }) } };
    const lane = customerLane(asTelegramId(chatId));
    return this.put(tx, lane, priorities.receipt, { ...call, isOnlyEdit: true });
  }

  toTopic(tx: Tx, thread: ThreadPlace, view: View, replyTo: number | null = null): Promise<void> {
    const parameters = {
      chat_id: thread.chatId,
      message_thread_id: thread.topicId,
      ...sendOptions(view),
      ...replyOptions(replyTo),
    };
    const lane = deskLane(thread.id, thread.chatId);
    return this.put(tx, lane, priorities.relay, { method: 'sendMessage', parameters });
  }

  /** Only the buttons under a card change; somebody has just pressed one and waits. */
  setKeyboard(tx: Tx, thread: ThreadPlace, messageId: number, keyboard: Keyboard): Promise<void> {
    const parameters = {
      chat_id: thread.chatId,
      message_id: messageId,
      reply_markup: inlineKeyboard(keyboard),
    };
    const lane = deskLane(thread.id, thread.chatId);
    return this.put(tx, lane, priorities.reply, { method: 'editMessageReplyMarkup', parameters });
  }

  /** `topicId`: where in the group; without it the General topic. Bot API: General has no thread id. */
  toGroup(
    tx: Tx,
    chatId: ChatId,
    view: View,
    to: { topicId?: number | undefined; replyTo?: number } = {},
  ): Promise<void> {
    const parameters = {
      chat_id: chatId,
      ...(to.topicId === undefined ? {} : { message_thread_id: to.topicId }),
      ...sendOptions(view),
      ...replyOptions(to.replyTo ?? null),
    };
    return this.put(tx, generalLane(chatId), priorities.relay, { method: 'sendMessage', parameters });
  }

  /** A question in a topic: what is answered to it is for the bot. */
  askInTopic(tx: Tx, thread: ThreadPlace, view: View, question: GroupQuestion): Promise<void> {
    const parameters = {
      chat_id: thread.chatId,
      message_thread_id: thread.topicId,
      ...sendOptions(view),
    };
    const lane = deskLane(thread.id, thread.chatId);
    return this.put(tx, lane, priorities.reply, { method: 'sendMessage', parameters, asks: question });
  }

  /** Turns a message of the bot's own in the group into another view; somebody has just pressed its button. */
  editInGroup(tx: Tx, chatId: ChatId, messageId: number, view: View, topicId?: number): Promise<void> {
    const parameters = { chat_id: chatId, message_id: messageId, ...sendOptions(view) };
    const call = { method: 'editMessageText', parameters, ...(topicId === undefined ? {} : { topicId }) };
    return this.put(tx, generalLane(chatId), priorities.reply, call);
  }

  /** True for the first caller with this key: what may be handled twice is then said once. */
  async once(tx: Tx, key: string): Promise<boolean> {
    const rows = await tx.query(
      `insert into sent_notices (key) values ($1) on conflict do nothing returning key`,
      [key],
    );
    return rows.length === 1;
  }

  /** When something was said under that key; undefined when it was not. */
  async saidAt(db: Db, key: string): Promise<Date | undefined> {
    const [row] = await db.query<{ at: Date }>(`select created_at as at from sent_notices where key = $1`, [
      key,
    ]);
    return row?.at;
  }

  private put(tx: Tx, place: LanePlace, priority: Priority, payload: CallPayload): Promise<void> {
    return this.lanes.enqueue(tx, { queue: 'outbound', ...place, kind: sendCall, payload, priority });
  }
}

function payMark({ keyboard, isPayPage }: View): { pays?: PayMark } {
  if (keyboard === undefined || purchasesIn(keyboard).length === 0) return {};
  return { pays: { keyboard, isPage: isPayPage ?? false } };
}

function replyOptions(messageId: number | null): Record<string, unknown> {
  if (messageId === null) return {};
  return { reply_parameters: { message_id: messageId, allow_sending_without_reply: true } };
}
