import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Db, Tx } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import { Message, type MessageStatus } from './message.entity.js';
import type { MessageKind } from './message-kind.js';

export interface NewMessage {
  readonly threadId: number;
  readonly direction: 'from_customer' | 'from_moderator';
  readonly chatId: number;
  readonly messageId: number;
  readonly kind: MessageKind;
  readonly relay: 'copy' | 'forward';
  readonly replyToMessageId: number | null;
  readonly mediaGroupId: string | null;
  readonly status: 'queued' | 'short';
  readonly cost: number;
  readonly holdId: number | null;
  readonly authorTelegramId: number | null;
  readonly authorName: string | null;
}

/** A message on the other side of the bridge, found from either of its two ids. */
export interface Counterpart {
  readonly chatId: number;
  readonly messageId: number;
}

@Injectable()
export class MessagesRepository {
  constructor(private readonly clock: Clock) {}

  /** Null when that message crossed before: Telegram repeats updates, people do not repeat message ids. */
  async insert(tx: Tx, message: NewMessage): Promise<number | null> {
    const rows = await tx.query<{ id: number }>(
      `insert into messages
         (thread_id, direction, chat_id, message_id, kind, relay, reply_to_message_id, media_group_id,
          status, cost, hold_id, author_telegram_id, author_name, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
       on conflict (chat_id, message_id) do nothing returning id`,
      [
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
      ],
    );
    return rows[0]?.id ?? null;
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

  async customerOf(db: Db, message: Message): Promise<UserId> {
    const [row] = await db.query<{ userId: UserId }>(
      `select user_id as "userId" from threads where id = $1`,
      [message.threadId],
    );
    if (row === undefined) throw new Error(`message ${message.id} has no thread`);
    return row.userId;
  }

  queued(db: Db, ids: readonly number[]): Promise<Message[]> {
    return db.manager.find(Message, { where: { id: In(ids), status: 'queued' }, order: { id: 'ASC' } });
  }

  short(tx: Tx, threadId: number): Promise<Message[]> {
    return tx.manager.find(Message, {
      where: { threadId, status: 'short' },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  async hasShort(db: Db, threadId: number): Promise<boolean> {
    const rows = await db.query(`select 1 from messages where thread_id = $1 and status = 'short' limit 1`, [
      threadId,
    ]);
    return rows.length > 0;
  }

  async requeue(tx: Tx, id: number, holdId: number | null, cost: number): Promise<void> {
    await tx.query(`update messages set status = 'queued', hold_id = $2, cost = $3 where id = $1`, [
      id,
      holdId,
      cost,
    ]);
  }

  /** Stores where the copies stand; `copies` in the order of `ids`. */
  async delivered(
    tx: Tx,
    ids: readonly number[],
    copyChatId: number,
    copies: readonly number[],
  ): Promise<void> {
    await tx.query(
      `update messages m set status = 'delivered', copy_chat_id = $2, copy_message_id = d.copy, delivered_at = $4
       from unnest($1::bigint[], $3::bigint[]) as d (id, copy) where m.id = d.id`,
      [ids, copyChatId, copies, this.clock.now()],
    );
  }

  async close(
    tx: Tx,
    id: number,
    status: Extract<MessageStatus, 'failed' | 'dropped'>,
    failure: string,
  ): Promise<void> {
    await tx.query(`update messages set status = $2, failure = $3 where id = $1`, [id, status, failure]);
  }
}
