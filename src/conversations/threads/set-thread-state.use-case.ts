import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { CardLane } from '../cards/card-lane.js';
import type { ThreadState } from './thread.entity.js';
import { ThreadProgress } from './thread-progress.js';
import { ThreadsRepository } from './threads.repository.js';

/** A moderator closes or reopens a conversation; the next message of the customer reopens it by itself. */
@Injectable()
export class SetThreadState {
  constructor(
    private readonly transactor: Transactor,
    private readonly threads: ThreadsRepository,
    private readonly card: CardLane,
    private readonly progress: ThreadProgress,
  ) {}

  execute(threadId: number, state: ThreadState): Promise<boolean> {
    return this.transactor.run(async (tx) => {
      const changed = await this.threads.setState(tx, threadId, state);
      if (!changed) return false;
      const thread = await this.threads.byId(tx, threadId);
      await this.progress.syncTopic(tx, thread);
      await this.card.want(tx, thread, true);
      return true;
    });
  }
}
