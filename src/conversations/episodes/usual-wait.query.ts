import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';

const day = 24 * 60 * 60 * 1_000;
const lookBackDays = 30;
/** Of fewer answers nobody can say what is usual. */
const leastAnswers = 10;

/** What a customer who has just written may be told about the answer. */
@Injectable()
export class UsualWaitQuery {
  constructor(private readonly clock: Clock) {}

  /** Seconds of business hours in which three of four first answers came; undefined as long as that is not known. */
  async seconds(db: Db): Promise<number | undefined> {
    const since = new Date(this.clock.now().getTime() - lookBackDays * day);
    const [row] = await db.query<{ seconds: number }>(
      `select percentile_disc(0.75) within group (order by first_response_seconds) as seconds
       from episodes where first_response_at >= $1 having count(*) >= $2`,
      [since, leastAnswers],
    );
    return row?.seconds;
  }

  /** Whether they had written nothing for a day, or never, before this message. */
  async isAfterSilence(db: Db, userId: UserId): Promise<boolean> {
    const rows = await db.query<{ at: Date }>(
      `select m.created_at as at from messages m join threads t on t.id = m.thread_id
       where t.user_id = $1 and m.direction = 'from_customer' order by m.id desc limit 2`,
      [userId],
    );
    const [, before] = rows;
    return before === undefined || before.at.getTime() < this.clock.now().getTime() - day;
  }
}
