import { Injectable } from '@nestjs/common';
import { ReactionsRepository } from '../../conversations/reactions/reactions.repository.js';
import { Reader } from '../../database/reader.js';
import { OnCron } from '../../jobs/background/job-handler.js';
import { Clock } from '../../kernel/clock.js';
import { UpdatesInboxRepository } from '../inbox/updates-inbox.repository.js';
import { PayMessagesRepository } from '../outbound/pay-messages.repository.js';
import { pruneTelegram } from '../telegram.jobs.js';

const day = 24 * 60 * 60 * 1_000;

/** Forgets updates after twice the time that Telegram may repeat them, and notices, questions and pay links after a month. */
@Injectable()
@OnCron(pruneTelegram)
export class PruneHandler {
  constructor(
    private readonly reader: Reader,
    private readonly inbox: UpdatesInboxRepository,
    private readonly payMessages: PayMessagesRepository,
    private readonly reactions: ReactionsRepository,
    private readonly clock: Clock,
  ) {}

  async handle(): Promise<void> {
    const now = this.clock.now().getTime();
    await this.inbox.forget(this.reader, new Date(now - 2 * day));
    // Pages live for a day; a message that nothing happened to since was deleted by its reader.
    await this.payMessages.forgetBefore(this.reader, new Date(now - 30 * day));
    // A report of a reaction is repeated for a day at most.
    await this.reactions.forgetIdle(this.reader, new Date(now - 2 * day));
    await this.reader.query(`delete from sent_notices where created_at < $1`, [new Date(now - 30 * day)]);
    await this.reader.query(`delete from standing_notices where changed_at < $1`, [new Date(now - 30 * day)]);
    await this.reader.query(`delete from group_questions where asked_at < $1`, [new Date(now - 30 * day)]);
  }
}
