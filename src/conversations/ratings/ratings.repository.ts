import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import type { UserId } from '../../kernel/ids.js';

export interface Rating {
  readonly id: number;
  readonly threadId: number;
  readonly score: number | null;
  readonly ratedAt: Date | null;
}

const select = `
  select r.id, r.thread_id as "threadId", r.score, r.rated_at as "ratedAt"
  from ratings r join threads t on t.id = r.thread_id`;

@Injectable()
export class RatingsRepository {
  /** Null when the customer was asked since then. The thread is locked, because it may be closed twice at once. */
  async ask(tx: Tx, threadId: number, now: Date, notSince: Date): Promise<number | null> {
    await tx.query(`select 1 from threads where id = $1 for update`, [threadId]);
    const [row] = await tx.query<{ id: number }>(
      `insert into ratings (thread_id, asked_at)
       select $1, $2 where not exists (select from ratings where thread_id = $1 and asked_at > $3) returning id`,
      [threadId, now, notSince],
    );
    return row?.id ?? null;
  }

  /** Undefined for a question that somebody else was asked. */
  async lock(tx: Tx, id: number, userId: UserId): Promise<Rating | undefined> {
    const [rating] = await tx.query<Rating>(`${select} where r.id = $1 and t.user_id = $2 for update of r`, [
      id,
      userId,
    ]);
    return rating;
  }

  async rate(
    tx: Tx,
    id: number,
    given: { score: number; messageId: number | null; at: Date },
  ): Promise<void> {
    await tx.query(
      `update ratings set score = $2, rated_at = coalesce(rated_at, $3), message_id = $4 where id = $1`,
      [id, given.score, given.at, given.messageId],
    );
  }

  /** The rated question that a customer answers to; undefined for any other message. */
  async ofMessage(db: Db, userId: UserId, messageId: number): Promise<Rating | undefined> {
    const [rating] = await db.query<Rating>(`${select} where t.user_id = $1 and r.message_id = $2`, [
      userId,
      messageId,
    ]);
    return rating;
  }

  /** True for the first comment, also when it comes again. */
  async comment(tx: Tx, id: number, messageId: number): Promise<boolean> {
    const rows = await tx.query(
      `update ratings set comment_message_id = $2
       where id = $1 and coalesce(comment_message_id, $2) = $2 returning id`,
      [id, messageId],
    );
    return rows.length === 1;
  }
}
