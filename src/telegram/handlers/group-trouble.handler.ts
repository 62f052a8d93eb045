import { Injectable, Logger } from '@nestjs/common';
import { groupNeedsHelp } from '../../conversations/conversations.jobs.js';
import { AdminGroups } from '../../conversations/threads/admin-groups.js';
import { Transactor } from '../../database/transactor.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import { Clock } from '../../kernel/clock.js';
import { asChatId } from '../../kernel/ids.js';
import { Outbox } from '../outbound/outbox.js';
import { groupTroubleView } from '../views/alert.view.js';

/**
 * The bot lacks a right, topics are off, or it was removed: said at most once an hour each, in the group concerned, in the
 * other groups, and in the log, because the group itself may be out of reach.
 */
@Injectable()
@OnEvent(groupNeedsHelp, 'general')
export class GroupTroubleHandler {
  private readonly log = new Logger(GroupTroubleHandler.name);

  constructor(
    private readonly transactor: Transactor,
    private readonly groups: AdminGroups,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async handle({ chatId, problem }: { chatId: number; problem: string }): Promise<void> {
    const hour = this.clock.now().toISOString().slice(0, 13);
    const groups = await this.groups.all();
    await this.transactor.run(async (tx) => {
      if (!(await this.outbox.once(tx, `trouble:${chatId}:${hour}:${problem}`))) return;
      this.log.error(`group ${chatId} needs a person's hand: ${problem}`);
      await this.outbox.toGroup(tx, asChatId(chatId), groupTroubleView(problem));
      for (const other of groups.filter((group) => group.chatId !== chatId))
        await this.outbox.toGroup(tx, other.chatId, groupTroubleView(problem, chatId));
    });
  }
}
