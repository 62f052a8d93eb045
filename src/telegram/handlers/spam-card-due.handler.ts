import { Injectable } from '@nestjs/common';
import { spamCardDue, type SpamCardPayload } from '../../conversations/conversations.jobs.js';
import { SpamLane } from '../../conversations/spam/spam-lane.js';
import { ThreadsRepository } from '../../conversations/threads/threads.repository.js';
import { Transactor } from '../../database/transactor.js';
import { HandlesJob } from '../../jobs/background/job-handler.js';

/** The pause between two edits of a card in the Spam topic is over. */
@Injectable()
@HandlesJob(spamCardDue)
export class SpamCardDueHandler {
  constructor(
    private readonly transactor: Transactor,
    private readonly threads: ThreadsRepository,
    private readonly lane: SpamLane,
  ) {}

  async handle({ threadId, flood }: SpamCardPayload): Promise<void> {
    await this.transactor.run(async (tx) => {
      const thread = await this.threads.byId(tx, threadId);
      await this.lane.show(tx, thread, flood === null ? null : new Date(flood));
    });
  }
}
