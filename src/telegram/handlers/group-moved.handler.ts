import { Injectable } from '@nestjs/common';
import { groupMoved } from '../../conversations/conversations.jobs.js';
import { Transactor } from '../../database/transactor.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import { asChatId } from '../../kernel/ids.js';
import { Outbox } from '../outbound/outbox.js';
import { groupMovedView } from '../views/alert.view.js';

/** Everything goes on in a group that moved; only its owner can change the settings. */
@Injectable()
@OnEvent(groupMoved, 'general')
export class GroupMovedHandler {
  constructor(
    private readonly transactor: Transactor,
    private readonly outbox: Outbox,
  ) {}

  async handle({ from, to }: { from: number; to: number }): Promise<void> {
    await this.transactor.run(async (tx) => {
      if (!(await this.outbox.once(tx, `moved:${from}:${to}`))) return;
      await this.outbox.toGroup(tx, asChatId(to), groupMovedView(from, to));
    });
  }
}
