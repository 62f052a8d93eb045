import { Injectable } from '@nestjs/common';
import { conversationRated, type ConversationRated } from '../../conversations/conversations.jobs.js';
import { ThreadsRepository } from '../../conversations/threads/threads.repository.js';
import { Transactor } from '../../database/transactor.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import { Outbox } from '../outbound/outbox.js';
import { ratedInTopicView } from '../views/rating.view.js';

/** The topic shows how the customer found the conversation. */
@Injectable()
@OnEvent(conversationRated, 'topic')
export class ConversationRatedHandler {
  constructor(
    private readonly transactor: Transactor,
    private readonly threads: ThreadsRepository,
    private readonly outbox: Outbox,
  ) {}

  async handle({ threadId, ratingId, score, before, at }: ConversationRated): Promise<void> {
    await this.transactor.run(async (tx) => {
      const thread = await this.threads.byId(tx, threadId);
      if (thread.topicId === null || !(await this.outbox.once(tx, `rated:${ratingId}:${at}`))) return;
      await this.outbox.toTopic(tx, thread, ratedInTopicView(score, before));
    });
  }
}
