import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { OnCron } from '../../jobs/background/job-handler.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import { accessEnding, remindOfEnds } from '../billing.jobs.js';
import { EndAheadQuery } from './end-ahead.query.js';
import { longestLead, reminderDue } from './reminder-due.js';
import { RemindersRepository } from './reminders.repository.js';

const customersAtOnce = 100;

/** Announces the ends that come near, each reminder once: the row that says so is written with the announcement. */
@Injectable()
@OnCron(remindOfEnds)
export class RemindOfEnds {
  constructor(
    private readonly transactor: Transactor,
    private readonly reminders: RemindersRepository,
    private readonly ends: EndAheadQuery,
    private readonly clock: Clock,
  ) {}

  async handle(): Promise<void> {
    const from = this.clock.now();
    const span = { from, to: new Date(from.getTime() + longestLead) };
    let after: UserId | null = null;
    for (;;) {
      const customers: UserId[] = await this.reminders.customersEnding(
        this.transactor.reader,
        span,
        after,
        customersAtOnce,
      );
      for (const userId of customers) await this.transactor.run((tx) => this.remind(tx, userId));
      after = customers.at(-1) ?? null;
      if (customers.length < customersAtOnce) return;
    }
  }

  private async remind(tx: Tx, userId: UserId): Promise<void> {
    const end = await this.ends.of(tx, userId);
    if (end === undefined) return;
    const now = this.clock.now();
    const { startsAt, endsAt, trial } = end;
    const lead = reminderDue({ now, startsAt, endsAt, isTrialOnly: trial !== undefined });
    if (lead === undefined || !(await this.reminders.claim(tx, { userId, endsAt, lead }, now))) return;
    await announce(tx, accessEnding, { userId, endsAt: endsAt.toISOString(), lead });
  }
}
