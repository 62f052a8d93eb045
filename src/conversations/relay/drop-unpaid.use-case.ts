import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { Clock } from '../../kernel/clock.js';
import type { TelegramId, UserId } from '../../kernel/ids.js';
import { messagesDropped } from '../conversations.jobs.js';
import { UnpaidMarks } from './unpaid-marks.js';

const patienceMs = 24 * 60 * 60 * 1_000;

interface Dropped {
  readonly userId: UserId;
  /** Null for somebody who was erased. */
  readonly telegramId: TelegramId | null;
  readonly messageIds: readonly number[];
}

/** Messages that nobody paid for within a day are let go, and their author is told. */
@Injectable()
export class DropUnpaid {
  constructor(
    private readonly transactor: Transactor,
    private readonly marks: UnpaidMarks,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    await this.transactor.run(async (tx) => {
      const dropped = await tx.query<Dropped>(
        `with gone as (
           update messages set status = 'dropped', failure = 'not paid in time'
           where status = 'short' and created_at < $1 returning thread_id, message_id
         )
         select u.id as "userId", u.telegram_id as "telegramId", array_agg(gone.message_id order by gone.message_id) as "messageIds"
         from gone join threads t on t.id = gone.thread_id join users u on u.id = t.user_id group by u.id`,
        [new Date(this.clock.now().getTime() - patienceMs)],
      );
      const run = this.clock.now().toISOString();
      for (const { userId, telegramId, messageIds } of dropped) {
        await announce(tx, messagesDropped, { userId, count: messageIds.length, run });
        if (telegramId !== null) await this.marks.show(tx, telegramId, messageIds, 'refused');
      }
    });
  }
}
