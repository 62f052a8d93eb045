import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/db.js';
import { type ThreadPlace, ThreadsRepository } from './threads.repository.js';

const silentSql = `
  from threads t join users u on u.id = t.user_id
  where t.state = 'waiting' and t.state_since <= $1
    and not exists (select from messages m where m.thread_id = t.id and m.created_at > $1)`;

/** Conversations in which we wrote last and nobody has written since. */
@Injectable()
export class SilentThreadsQuery {
  constructor(private readonly threads: ThreadsRepository) {}

  /** The longest silence first. */
  async before(db: Db, since: Date, count: number): Promise<number[]> {
    const rows = await db.query<{ id: number }>(`select t.id ${silentSql} order by t.state_since limit $2`, [
      since,
      count,
    ]);
    return rows.map(({ id }) => id);
  }

  async one(
    db: Db,
    threadId: number,
    since: Date,
  ): Promise<{ thread: ThreadPlace; isReachable: boolean } | undefined> {
    const [row] = await db.query<{ isReachable: boolean }>(
      `select u.reach = 'reachable' and u.banned_at is null as "isReachable" ${silentSql} and t.id = $2`,
      [since, threadId],
    );
    return row === undefined ? undefined : { thread: await this.threads.byId(db, threadId), ...row };
  }
}
