import { Injectable } from '@nestjs/common';
import { conversationClosed } from '../../conversations/conversations.jobs.js';
import { priorities } from '../../conversations/outbound-lanes.js';
import { AskForRating } from '../../conversations/ratings/ask-for-rating.use-case.js';
import { Transactor } from '../../database/transactor.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { Outbox } from '../outbound/outbox.js';
import { ratingQuestionView } from '../views/rating.view.js';
import { CustomerNotices } from './customer-notices.js';

/** A closed conversation is followed by one question: how was it? */
@Injectable()
@OnEvent(conversationClosed, 'rating')
export class AskForRatingHandler {
  constructor(
    private readonly transactor: Transactor,
    private readonly ask: AskForRating,
    private readonly notices: CustomerNotices,
    private readonly outbox: Outbox,
  ) {}

  async handle({ threadId, userId }: { threadId: number; userId: UserId }): Promise<void> {
    await this.transactor.run(async (tx) => {
      const recipient = await this.notices.recipient(userId, tx);
      if (recipient === undefined) return;
      const id = await this.ask.execute(tx, threadId);
      if (id === null) return;
      const view = ratingQuestionView(id, recipient.to);
      await this.outbox.toCustomer(tx, recipient.telegramId, view, priorities.receipt);
    });
  }
}
