import { Injectable } from '@nestjs/common';
import { groupNeedsHelp } from '../../conversations/conversations.jobs.js';
import { Transactor } from '../../database/transactor.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import { Clock } from '../../kernel/clock.js';
import { asChatId } from '../../kernel/ids.js';
import { Outbox } from '../outbound/outbox.js';
import { groupTroubleView } from '../views/alert.view.js';

/** The bot lacks a right or topics are off: said at most once an hour in the group concerned. */
@Injectable()
@OnEvent(groupNeedsHelp, 'general')
export class GroupTroubleHandler {
  constructor(
    private readonly transactor: Transactor,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async handle({ chatId, problem }: { chatId: number; problem: string }): Promise<void> {
    const hour = this.clock.now().toISOString().slice(0, 13);
    await this.transactor.run(async (tx) => {
      if (!(await this.outbox.once(tx, `trouble:${chatId}:${hour}`))) return;
      await this.outbox.toGroup(tx, asChatId(chatId), groupTroubleView(problem));
    });
  }
}
