import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { Clock } from '../../kernel/clock.js';
import { ContentUnlocksRepository } from './content-unlocks.repository.js';
import { unlockDropped } from './content.jobs.js';

const patienceMs = 24 * 60 * 60 * 1_000;

/** Unlocks that nobody paid for within a day are let go, so that a later top-up buys no surprise. */
@Injectable()
export class DropUnpaidUnlocks {
  constructor(
    private readonly transactor: Transactor,
    private readonly unlocks: ContentUnlocksRepository,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    const time = new Date(this.clock.now().getTime() - patienceMs);
    await this.transactor.run(async (tx) => {
      for (const { id: unlockId, userId } of await this.unlocks.dropBefore(tx, time))
        await announce(tx, unlockDropped, { userId, unlockId, why: 'unpaid' });
    });
  }
}
