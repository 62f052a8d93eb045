import { Injectable } from '@nestjs/common';
import { CardLane } from '../../conversations/cards/card-lane.js';
import { cardDue } from '../../conversations/conversations.jobs.js';
import { ThreadsRepository } from '../../conversations/threads/threads.repository.js';
import { Transactor } from '../../database/transactor.js';
import { HandlesJob } from '../../jobs/background/job-handler.js';

/** A card that was edited lately may be edited again. */
@Injectable()
@HandlesJob(cardDue)
export class CardDueHandler {
  constructor(
    private readonly transactor: Transactor,
    private readonly threads: ThreadsRepository,
    private readonly card: CardLane,
  ) {}

  async handle({ threadId }: { threadId: number }): Promise<void> {
    await this.transactor.run(async (tx) => this.card.refresh(tx, await this.threads.byId(tx, threadId)));
  }
}
