import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import type { Reaction } from './reaction.js';

/** One person's reaction to one message as Telegram reported it. */
export interface ReactionChange {
  readonly chatId: number;
  readonly messageId: number;
  /** A person, or the chat as which somebody acts anonymously. */
  readonly actorId: number;
  /** Null when it was taken away. */
  readonly reaction: Reaction | null;
  readonly updateId: number;
  readonly at: Date;
}

/** A message that crosses, as far as reactions concern it. */
export interface Crossing {
  readonly id: number;
  readonly threadId: number;
  readonly direction: 'from_customer' | 'from_moderator';
  readonly status: string;
  readonly chatId: number;
  readonly messageId: number;
  readonly copyChatId: number | null;
  readonly copyMessageId: number | null;
}

const crossingColumns = `id, thread_id as "threadId", direction, status, chat_id as "chatId",
  message_id as "messageId", copy_chat_id as "copyChatId", copy_message_id as "copyMessageId"`;

@Injectable()
export class ReactionsRepository {
  /**
   * The message behind either of its two ids, locked: a copy that is being made meanwhile either waits and then sees
   * the reaction, or stands already.
   */
  async lockCrossing(tx: Tx, chatId: number, messageId: number): Promise<Crossing | undefined> {
    const [crossing] = await tx.query<Crossing>(
      `select ${crossingColumns} from messages
       where (chat_id = $1 and message_id = $2) or (copy_chat_id = $1 and copy_message_id = $2) for update`,
      [chatId, messageId],
    );
    return crossing;
  }

  async crossing(db: Db, id: number): Promise<Crossing | undefined> {
    const [crossing] = await db.query<Crossing>(`select ${crossingColumns} from messages where id = $1`, [
      id,
    ]);
    return crossing;
  }

  async crossingOf(db: Db, chatId: number, messageId: number): Promise<Crossing | undefined> {
    const [crossing] = await db.query<Crossing>(
      `select ${crossingColumns} from messages where chat_id = $1 and message_id = $2`,
      [chatId, messageId],
    );
    return crossing;
  }

  /** False when a newer report about the same person and message came before this one. */
  async keep(tx: Tx, change: ReactionChange, crossingId: number | null): Promise<boolean> {
    const { chatId, messageId, actorId, reaction, updateId, at } = change;
    const rows = await tx.query(
      `insert into reactions as r (chat_id, message_id, actor_id, kind, value, crossing_id, update_id, changed_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (chat_id, message_id, actor_id) do update set kind = excluded.kind, value = excluded.value,
         crossing_id = excluded.crossing_id, update_id = excluded.update_id, changed_at = excluded.changed_at
       where (r.changed_at, r.update_id) <= (excluded.changed_at, excluded.update_id)
       returning 1`,
      [chatId, messageId, actorId, reaction?.kind ?? null, reaction?.value ?? '', crossingId, updateId, at],
    );
    return rows.length === 1;
  }

  /** Reactions to originals whose copies have just come to stand; returns the messages that have any. */
  async claim(tx: Tx, crossingIds: readonly number[]): Promise<number[]> {
    const rows = await tx.query<{ id: number }>(
      `update reactions r set crossing_id = m.id from messages m
       where m.id = any($1) and r.chat_id = m.chat_id and r.message_id = m.message_id and r.kind is not null
       returning m.id`,
      [crossingIds],
    );
    return [...new Set(rows.map(({ id }) => id))];
  }

  /** The newest reaction that somebody still has on a message. */
  async latest(db: Db, chatId: number, messageId: number): Promise<Reaction | undefined> {
    const [reaction] = await db.query<Reaction>(
      `select kind, value from reactions where chat_id = $1 and message_id = $2 and kind is not null
       order by changed_at desc, update_id desc limit 1`,
      [chatId, messageId],
    );
    return reaction;
  }

  /** What was taken away, and what was set on messages that never cross. */
  async forgetIdle(db: Db, before: Date): Promise<void> {
    await db.query(`delete from reactions where (crossing_id is null or kind is null) and changed_at < $1`, [
      before,
    ]);
  }
}
