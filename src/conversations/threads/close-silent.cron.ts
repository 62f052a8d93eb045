import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { OnCron } from '../../jobs/background/job-handler.js';
import { Clock } from '../../kernel/clock.js';
import { SettingsService } from '../../users/settings/settings.service.js';
import { closeSilent, conversationFellSilent } from '../conversations.jobs.js';
import { SilentThreadsQuery } from './silent-threads.query.js';
import { ThreadMoves } from './thread-moves.js';

const hourMs = 60 * 60 * 1_000;
/** Each costs calls into its group; whoever switches this on with many old conversations must not bury the group. */
const threadsAtOnce = 20;

/** Closes conversations in which nobody wrote for `auto_close_hours` after our last message, and tells the customer. */
@Injectable()
@OnCron(closeSilent)
export class CloseSilent {
  constructor(
    private readonly transactor: Transactor,
    private readonly settings: SettingsService,
    private readonly silent: SilentThreadsQuery,
    private readonly moves: ThreadMoves,
    private readonly clock: Clock,
  ) {}

  async handle(): Promise<void> {
    const { reader } = this.transactor;
    const { auto_close_hours: hours } = await this.settings.current(reader);
    if (hours <= 0) return;
    const since = new Date(this.clock.now().getTime() - hours * hourMs);
    for (const id of await this.silent.before(reader, since, threadsAtOnce)) await this.close(id, since);
  }

  private async close(threadId: number, since: Date): Promise<void> {
    await this.transactor.run(async (tx) => {
      const found = await this.moves.situations.lock(tx, threadId);
      // Somebody wrote meanwhile.
      const silent = await this.silent.one(tx, threadId, since);
      if (silent === undefined) return;
      const { thread, isReachable } = silent;
      const moved = await this.moves.make(tx, thread, found, 'fell_silent');
      if (moved === undefined || !isReachable) return;
      const at = moved.stateSince.toISOString();
      await announce(tx, conversationFellSilent, { userId: thread.userId, threadId, at });
    });
  }
}
