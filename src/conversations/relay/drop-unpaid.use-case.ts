import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import { messagesDropped } from '../conversations.jobs.js';

const patienceMs = 24 * 60 * 60 * 1_000;

/** Messages that nobody paid for within a day are let go, and their author is told. */
@Injectable()
export class DropUnpaid {
  constructor(
    private readonly transactor: Transactor,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    await this.transactor.run(async (tx) => {
      const dropped = await tx.query<{ userId: UserId; count: number }>(
        `with gone as (
           update messages set status = 'dropped', failure = 'not paid in time'
           where status = 'short' and created_at < $1 returning thread_id
         )
         select t.user_id as "userId", count(*) from gone join threads t on t.id = gone.thread_id group by t.user_id`,
        [new Date(this.clock.now().getTime() - patienceMs)],
      );
      const run = this.clock.now().toISOString();
      for (const { userId, count } of dropped) await announce(tx, messagesDropped, { userId, count, run });
    });
  }
}
