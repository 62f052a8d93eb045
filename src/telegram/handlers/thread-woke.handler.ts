import { Injectable } from '@nestjs/common';
import { threadWoke } from '../../conversations/conversations.jobs.js';
import { ThreadsRepository } from '../../conversations/threads/threads.repository.js';
import { Transactor } from '../../database/transactor.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import { Outbox } from '../outbound/outbox.js';
import { wokeView } from '../views/desk.view.js';

/** Says in the topic that a snoozed conversation is back. */
@Injectable()
@OnEvent(threadWoke, 'topic')
export class ThreadWokeHandler {
  constructor(
    private readonly transactor: Transactor,
    private readonly threads: ThreadsRepository,
    private readonly outbox: Outbox,
  ) {}

  async handle({
    threadId,
    by,
    at,
  }: {
    threadId: number;
    by: 'time' | 'customer';
    at: string;
  }): Promise<void> {
    await this.transactor.run(async (tx) => {
      const thread = await this.threads.byId(tx, threadId);
      if (thread.topicId === null || !(await this.outbox.once(tx, `woke:${threadId}:${at}`))) return;
      await this.outbox.toTopic(tx, thread, wokeView(by));
    });
  }
}
