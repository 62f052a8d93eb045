import { Injectable } from '@nestjs/common';
import { Reader } from '../../database/reader.js';
import { OnCron } from '../../jobs/background/job-handler.js';
import { Clock } from '../../kernel/clock.js';
import { UpdatesInboxRepository } from '../inbox/updates-inbox.repository.js';
import { pruneTelegram } from '../telegram.jobs.js';

const day = 24 * 60 * 60 * 1_000;

/** Forgets updates after twice the time that Telegram may repeat them, and notices after a month. */
@Injectable()
@OnCron(pruneTelegram)
export class PruneHandler {
  constructor(
    private readonly reader: Reader,
    private readonly inbox: UpdatesInboxRepository,
    private readonly clock: Clock,
  ) {}

  async handle(): Promise<void> {
    const now = this.clock.now().getTime();
    await this.inbox.forget(this.reader, new Date(now - 2 * day));
    await this.reader.query(`delete from sent_notices where created_at < $1`, [new Date(now - 30 * day)]);
  }
}
