import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import type { ThreadPlace } from './threads.repository.js';
import type { ThreadState } from './thread.entity.js';

/** Whose turn it is, and since when. */
export interface Situation {
  readonly state: ThreadState;
  readonly stateSince: Date;
  readonly waitingSince: Date | null;
  readonly snoozedUntil: Date | null;
}

@Injectable()
export class ThreadSituationsRepository {
  /** Locked until the end of the transaction: what moderators, customers and schedules do at once happens in turn. */
  async lock(tx: Tx, threadId: number): Promise<Situation> {
    const [situation] = await tx.query<Situation>(
      `select state, state_since as "stateSince", waiting_since as "waitingSince", snoozed_until as "snoozedUntil"
       from threads where id = $1 for no key update`,
      [threadId],
    );
    if (situation === undefined) throw new Error(`there is no thread ${threadId}`);
    return situation;
  }

  async store(tx: Tx, threadId: number, situation: Situation): Promise<void> {
    const { state, stateSince, waitingSince, snoozedUntil } = situation;
    await tx.query(
      `update threads set state = $2, state_since = $3, waiting_since = $4, snoozed_until = $5 where id = $1`,
      [threadId, state, stateSince, waitingSince, snoozedUntil],
    );
  }

  /**
   * Since when customers' messages stand below this one in the topic: whoever wrote it had not seen them. Bot API: the
   * ids of a group's messages grow in the order in which they stand.
   */
  async writtenBelow(db: Db, thread: ThreadPlace, messageId: number): Promise<Date | null> {
    const [row] = await db.query<{ since: Date | null }>(
      `select min(delivered_at) as since from messages
       where copy_chat_id = $1 and copy_message_id > $2 and thread_id = $3 and direction = 'from_customer'`,
      [thread.chatId, messageId, thread.id],
    );
    return row?.since ?? null;
  }

  /** When a moderator wrote that message, and who they are. */
  async answer(db: Db, chatId: number, messageId: number): Promise<{ at: Date; author: string | null }> {
    const [row] = await db.query<{ at: Date; author: string | null }>(
      `select created_at as at, author_name as author from messages where chat_id = $1 and message_id = $2`,
      [chatId, messageId],
    );
    if (row === undefined) throw new Error(`message ${messageId} of chat ${chatId} was never taken over`);
    return row;
  }

  /** Conversations whose snooze is over, the longest first. */
  async due(db: Db, now: Date, count: number): Promise<number[]> {
    const rows = await db.query<{ id: number }>(
      `select id from threads where state = 'snoozed' and snoozed_until <= $1 order by snoozed_until limit $2`,
      [now, count],
    );
    return rows.map(({ id }) => id);
  }
}
