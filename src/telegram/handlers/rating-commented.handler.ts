import { Injectable } from '@nestjs/common';
import { ratingCommented, type RatingCommented } from '../../conversations/conversations.jobs.js';
import { ThreadsRepository } from '../../conversations/threads/threads.repository.js';
import { Transactor } from '../../database/transactor.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import { Outbox } from '../outbound/outbox.js';
import { ratingCommentView } from '../views/rating.view.js';

/** What a customer adds to a rating stands in the topic. */
@Injectable()
@OnEvent(ratingCommented, 'topic')
export class RatingCommentedHandler {
  constructor(
    private readonly transactor: Transactor,
    private readonly threads: ThreadsRepository,
    private readonly outbox: Outbox,
  ) {}

  async handle({ threadId, ratingId, text }: RatingCommented): Promise<void> {
    await this.transactor.run(async (tx) => {
      const thread = await this.threads.byId(tx, threadId);
      if (thread.topicId === null || !(await this.outbox.once(tx, `rating-comment:${ratingId}`))) return;
      await this.outbox.toTopic(tx, thread, ratingCommentView(text));
    });
  }
}
