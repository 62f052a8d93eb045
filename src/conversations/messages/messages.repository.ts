import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import { enqueueFrom } from '../../jobs/lanes/enqueue-sql.js';
import { jsonText } from '../../jobs/lanes/json-text.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import { relayToTopic } from '../conversations.jobs.js';
import { topicLaneName } from '../outbound-lanes.js';
import type { Carried } from './carried.js';
import { Message, type MessageStatus } from './message.entity.js';
import type { MessageKind } from './message-kind.js';
import type { Standing } from './standing.js';

export interface NewMessage {
  readonly threadId: number;
  readonly direction: 'from_customer' | 'from_moderator';
  readonly chatId: number;
  readonly messageId: number;
  readonly kind: MessageKind;
  readonly relay: 'copy' | 'forward';
  readonly replyToMessageId: number | null;
  readonly mediaGroupId: string | null;
  readonly carries: Carried | null;
  readonly contentKey: string | null;
  readonly status: 'queued' | 'short' | 'held' | 'refused';
  readonly cost: number;
  readonly holdId: number | null;
  readonly authorTelegramId: number | null;
  readonly authorName: string | null;
}

/** What delivering a message needs to know of it. */
export type QueuedMessage = Pick<
  Message,
  | 'id'
  | 'threadId'
  | 'chatId'
  | 'messageId'
  | 'kind'
  | 'relay'
  | 'holdId'
  | 'replyToMessageId'
  | 'mediaGroupId'
  | 'carries'
>;

export type LockedMessage = Pick<Message, 'id' | 'threadId' | 'status'>;

/** A message on the other side of the bridge, found from either of its two ids. */
export interface Counterpart {
  readonly chatId: number;
  readonly messageId: number;
}

const insertMessage = `
  insert into messages
    (thread_id, direction, chat_id, message_id, kind, relay, reply_to_message_id, media_group_id,
     status, cost, hold_id, author_telegram_id, author_name, created_at, carries, content_key)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
  on conflict (chat_id, message_id) do nothing`;
const insertOnLaneSql = `
  with stored as (${insertMessage} returning id, thread_id, media_group_id),
  given as (
    select 'outbound' as queue, $17::text as lane, $18::text as gate, null::bigint as position, $19::text as kind,
      jsonb_build_object('threadId', thread_id, 'message', id, 'album', media_group_id) as payload,
      $20::smallint as priority
    from stored
  ), ${enqueueFrom('given')}
  select id from lane_inserts`;

/** Where a message waits to cross. Its payload is `RelayPayload`, as `insertOnLaneSql` builds it. */
export interface MessageItem {
  readonly lane: string;
  readonly gate: string;
  readonly kind: string;
  readonly priority: number;
}

@Injectable()
export class MessagesRepository {
  constructor(private readonly clock: Clock) {}

  /** Null when that message crossed before: Telegram repeats updates, people do not repeat message ids. */
  async insert(tx: Tx, message: NewMessage): Promise<number | null> {
    const rows = await tx.query<{ id: number }>(`${insertMessage} returning id`, this.valuesOf(message));
    return rows[0]?.id ?? null;
  }

  /** Stores the message and puts it on its lane in one statement; false when it crossed before. */
  async insertOnLane(tx: Tx, message: NewMessage, item: MessageItem): Promise<boolean> {
    const { lane, gate, kind, priority } = item;
    const rows = await tx.query(insertOnLaneSql, [...this.valuesOf(message), lane, gate, kind, priority]);
    return rows.length === 1;
  }

  private valuesOf(message: NewMessage): unknown[] {
    return [
      message.threadId,
      message.direction,
      message.chatId,
      message.messageId,
      message.kind,
      message.relay,
      message.replyToMessageId,
      message.mediaGroupId,
      message.status,
      message.cost,
      message.holdId,
      message.authorTelegramId,
      message.authorName,
      this.clock.now(),
      message.carries === null ? null : jsonText(message.carries),
      message.contentKey,
    ];
  }

  byId(db: Db, id: number): Promise<Message | null> {
    return db.manager.findOneBy(Message, { id });
  }

  bySource(db: Db, chatId: number, messageId: number): Promise<Message | null> {
    return db.manager.findOneBy(Message, { chatId, messageId });
  }

  /** The row of a message seen from either side: the original or its copy. */
  byEitherSide(db: Db, chatId: number, messageId: number): Promise<Message | null> {
    return db.manager.findOneBy(Message, [
      { chatId, messageId },
      { copyChatId: chatId, copyMessageId: messageId },
    ]);
  }

  /** What stands on the other side for a message that somebody replies to; undefined when nothing does. */
  async counterpart(db: Db, chatId: number, messageId: number): Promise<Counterpart | undefined> {
    const message = await this.byEitherSide(db, chatId, messageId);
    if (message?.copyMessageId == null || message.copyChatId === null) return undefined;
    const isSource = message.chatId === chatId && message.messageId === messageId;
    return isSource
      ? { chatId: message.copyChatId, messageId: message.copyMessageId }
      : { chatId: message.chatId, messageId: message.messageId };
  }

  /** Whether the customer has one of these messages of a moderator, or will get it. */
  async reachCustomer(db: Db, chatId: number, messageIds: readonly number[]): Promise<boolean> {
    const rows = await db.query(
      `select 1 from messages where chat_id = $1 and message_id = any($2) and direction = 'from_moderator'
         and status in ('queued', 'delivered') limit 1`,
      [chatId, messageIds],
    );
    return rows.length > 0;
  }

  /** Undefined when no such message was ever taken over. */
  async lockOfCustomer(tx: Tx, userId: UserId, messageId: number): Promise<LockedMessage | undefined> {
    // Bot API: a private chat has the id of its person.
    const [message] = await tx.query<LockedMessage>(
      `select id, thread_id as "threadId", status from messages
       where chat_id = (select telegram_id from users where id = $1) and message_id = $2 for update`,
      [userId, messageId],
    );
    return message;
  }

  /** Whether the message still stands on the lane of its topic. */
  async isOnLane(db: Db, { id, threadId }: LockedMessage): Promise<boolean> {
    const rows = await db.query(
      `select 1 from lane_items
       where queue = 'outbound' and lane = $1 and kind = $2 and (payload ->> 'message')::bigint = $3`,
      [topicLaneName(threadId), relayToTopic, id],
    );
    return rows.length > 0;
  }

  async customerOf(db: Db, message: QueuedMessage): Promise<UserId> {
    const [row] = await db.query<{ userId: UserId }>(
      `select user_id as "userId" from threads where id = $1`,
      [message.threadId],
    );
    if (row === undefined) throw new Error(`message ${message.id} has no thread`);
    return row.userId;
  }

  /** Asked for every call of a lane, so in plain SQL. */
  queued(db: Db, ids: readonly number[]): Promise<QueuedMessage[]> {
    return db.query<QueuedMessage>(
      `select id, thread_id as "threadId", chat_id as "chatId", message_id as "messageId", kind, relay,
         hold_id as "holdId", carries, reply_to_message_id as "replyToMessageId", media_group_id as "mediaGroupId"
       from messages where id = any($1) and status = 'queued' order by id`,
      [ids],
    );
  }

  /** Locked, because a payment and a new message may both want to send them on. */
  async short(tx: Tx, threadId: number): Promise<Message[]> {
    const where = { threadId, status: 'short' } as const;
    await tx.query(
      `select 1 from messages where thread_id = $1 and status = 'short' order by id for update`,
      [threadId],
    );
    return tx.manager.find(Message, { where, order: { id: 'ASC' } });
  }

  async requeue(tx: Tx, id: number, holdId: number | null, cost: number): Promise<void> {
    await tx.query(`update messages set status = 'queued', hold_id = $2, cost = $3 where id = $1`, [
      id,
      holdId,
      cost,
    ]);
  }

  /** Stores where the copies stand and as what; `copies` in the order of `ids`. */
  async delivered(tx: Tx, ids: readonly number[], { chatId, copies, as }: Standing): Promise<void> {
    await tx.query(
      `update messages m set status = 'delivered', failure = null, carries = null, relay = $5, copy_chat_id = $2,
         copy_message_id = d.copy, delivered_at = $4
       from unnest($1::bigint[], $3::bigint[]) as d (id, copy) where m.id = d.id`,
      [ids, chatId, copies, this.clock.now(), as],
    );
  }

  async setCost(tx: Tx, id: number, cost: number): Promise<void> {
    await tx.query(`update messages set cost = $2 where id = $1`, [id, cost]);
  }

  async setContentKey(tx: Tx, id: number, key: string): Promise<void> {
    await tx.query(`update messages set content_key = $2 where id = $1`, [id, key]);
  }

  /** A position that moved before its message went out. */
  async setCarried(tx: Tx, id: number, carries: Carried): Promise<void> {
    await tx.query(
      `update messages set carries = $2 where id = $1 and status in ('queued', 'short', 'held')`,
      [id, jsonText(carries)],
    );
  }

  async close(
    tx: Tx,
    id: number,
    status: Extract<MessageStatus, 'failed' | 'dropped' | 'refused'>,
    failure: string,
  ): Promise<void> {
    await tx.query(`update messages set status = $2, failure = $3, carries = null where id = $1`, [
      id,
      status,
      failure,
    ]);
  }
}
