import { Injectable } from '@nestjs/common';
import { GroupUnusable } from '../../conversations/conversations.errors.js';
import { groupNeedsHelp } from '../../conversations/conversations.jobs.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { TransientFailure } from '../../jobs/lanes/transient-failure.js';

/** For work in a group that only a person can repair: somebody is told, and the work keeps its place until then. */
@Injectable()
export class GroupRepair {
  constructor(private readonly transactor: Transactor) {}

  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof GroupUnusable)) throw error;
      const { chatId, problem } = error.details;
      await this.transactor.run((tx) => announce(tx, groupNeedsHelp, { chatId, problem }));
      throw new TransientFailure(`group ${chatId}: ${problem}`);
    }
  }
}
