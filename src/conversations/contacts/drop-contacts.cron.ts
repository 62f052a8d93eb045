import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { OnCron } from '../../jobs/background/job-handler.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import { SettingsService } from '../../users/settings/settings.service.js';
import { contactExpired, dropContacts } from '../conversations.jobs.js';
import { ThreadsRepository } from '../threads/threads.repository.js';
import { ContactDecision } from './contact-decision.js';

const dayMs = 24 * 60 * 60 * 1_000;
const atOnce = 200;

/** What was held for `first_contact_days` and neither answered for nor approved is let go, and its author told. */
@Injectable()
@OnCron(dropContacts)
export class DropContacts {
  constructor(
    private readonly transactor: Transactor,
    private readonly settings: SettingsService,
    private readonly threads: ThreadsRepository,
    private readonly decision: ContactDecision,
    private readonly clock: Clock,
  ) {}

  async handle(): Promise<void> {
    const { reader } = this.transactor;
    const { first_contact_days: days } = await this.settings.current(reader);
    const before = new Date(this.clock.now().getTime() - days * dayMs);
    for (;;) {
      const overdue = await this.decision.contacts.overdue(reader, before, atOnce);
      for (const userId of overdue) await this.drop(userId);
      if (overdue.length < atOnce) return;
    }
  }

  private async drop(userId: UserId): Promise<void> {
    await this.transactor.run(async (tx) => {
      const thread = await this.threads.open(tx, userId);
      const count = await this.decision.end(tx, thread, 'expired');
      if (count === undefined || count === 0) return;
      await announce(tx, contactExpired, { userId, count, at: this.clock.now().toISOString() });
    });
  }
}
