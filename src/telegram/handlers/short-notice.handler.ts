import { Injectable } from '@nestjs/common';
import { messageShort } from '../../conversations/conversations.jobs.js';
import { UnpaidMessagesQuery } from '../../conversations/relay/unpaid-messages.query.js';
import { Transactor } from '../../database/transactor.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import { Jobs } from '../../jobs/background/jobs.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import { shortDue } from '../telegram.jobs.js';
import { ShortNotices } from './short-notices.js';

/** Of messages that follow each other the notice says how many they are, in so few edits. */
const gatherMs = 3_000;

interface Short {
  readonly userId: UserId;
  readonly message: number;
  readonly have: number;
}

/** Too few credits: the first message is told at once, those that follow it by an edit of the same notice. */
@Injectable()
@OnEvent(messageShort, 'notice')
export class ShortNoticeHandler {
  constructor(
    private readonly transactor: Transactor,
    private readonly unpaid: UnpaidMessagesQuery,
    private readonly notices: ShortNotices,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  async handle({ userId, message, have }: Short): Promise<void> {
    const unpaid = await this.unpaid.of(this.transactor.reader, userId);
    if (unpaid === undefined || message === unpaid.burst) return this.notices.handle({ userId, have });
    const runAt = new Date(this.clock.now().getTime() + gatherMs);
    const key = { jobKey: `short:${userId}`, jobKeyMode: 'preserve_run_at', runAt } as const;
    await this.transactor.run((tx) => this.jobs.enqueue(tx, shortDue, { userId, have }, key));
  }
}
