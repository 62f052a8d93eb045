import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import type { UserId } from '../../kernel/ids.js';
import { CardLane } from '../cards/card-lane.js';
import { ThreadsRepository } from '../threads/threads.repository.js';
import { RelayQueue } from './relay-queue.js';

/** After credits came in: messages that waited for them go on by themselves, and the card shows the new balance. */
@Injectable()
export class ReleaseWaiting {
  constructor(
    private readonly transactor: Transactor,
    private readonly threads: ThreadsRepository,
    private readonly queue: RelayQueue,
    private readonly card: CardLane,
  ) {}

  /** Returns how many messages went on. */
  execute(userId: UserId): Promise<number> {
    return this.transactor.run(async (tx) => {
      const thread = await this.threads.byUser(tx, userId);
      if (thread === undefined) return 0;
      const released = await this.queue.release(tx, thread);
      await this.card.want(tx, thread);
      return released;
    });
  }
}
