import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/db.js';
import type { UserId } from '../../kernel/ids.js';

/** What a customer wrote that waits for credits. */
export interface UnpaidMessages {
  readonly count: number;
  /** Of all of them. */
  readonly cost: number;
  /** The first message since the last pause of ten minutes. */
  readonly burst: number;
  readonly last: number;
}

@Injectable()
export class UnpaidMessagesQuery {
  /** Undefined when nothing waits. */
  async of(db: Db, userId: UserId): Promise<UnpaidMessages | undefined> {
    const [unpaid] = await db.query<UnpaidMessages>(
      `with waiting as (
         select m.id, m.cost, m.created_at - lag(m.created_at) over (order by m.id) as pause
         from messages m join threads t on t.id = m.thread_id
         where t.user_id = $1 and m.status = 'short')
       select count(*) as count, sum(cost)::bigint as cost, max(id) as last,
         max(id) filter (where pause is null or pause > interval '10 minutes') as burst
       from waiting having count(*) > 0`,
      [userId],
    );
    return unpaid;
  }
}
