import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { OnCron } from '../../jobs/background/job-handler.js';
import { Clock } from '../../kernel/clock.js';
import { wakeSnoozed } from '../conversations.jobs.js';
import { ThreadMoves } from './thread-moves.js';
import { ThreadsRepository } from './threads.repository.js';

const threadsAtOnce = 100;

/** Brings snoozed conversations back when their time has come. */
@Injectable()
@OnCron(wakeSnoozed)
export class WakeSnoozed {
  constructor(
    private readonly transactor: Transactor,
    private readonly threads: ThreadsRepository,
    private readonly moves: ThreadMoves,
    private readonly clock: Clock,
  ) {}

  async handle(): Promise<void> {
    const now = this.clock.now();
    for (const id of await this.moves.situations.due(this.transactor.reader, now, threadsAtOnce)) {
      await this.wake(id, now);
    }
  }

  private async wake(threadId: number, now: Date): Promise<void> {
    await this.transactor.run(async (tx) => {
      const found = await this.moves.situations.lock(tx, threadId);
      // Woken, closed or put off again meanwhile.
      if (found.snoozedUntil === null || found.snoozedUntil > now) return;
      await this.moves.make(tx, await this.threads.byId(tx, threadId), found, 'woke');
    });
  }
}
