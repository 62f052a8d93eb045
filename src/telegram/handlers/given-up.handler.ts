import { Injectable } from '@nestjs/common';
import { AdminGroups } from '../../conversations/threads/admin-groups.js';
import { Transactor } from '../../database/transactor.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import { Outbox } from '../outbound/outbox.js';
import { callGivenUp, type GivenUp, updateGivenUp } from '../telegram.jobs.js';
import { givenUpView } from '../views/alert.view.js';

/** A defect of ours must not pass in silence: General hears what was put aside and where it lies. */
@Injectable()
@OnEvent(updateGivenUp, 'general')
@OnEvent(callGivenUp, 'general')
export class GivenUpHandler {
  constructor(
    private readonly transactor: Transactor,
    private readonly groups: AdminGroups,
    private readonly outbox: Outbox,
  ) {}

  async handle(given: GivenUp): Promise<void> {
    // An alert that cannot be sent to General must not raise another one.
    if (given.lane.startsWith('general:')) return;
    const chatId = await this.groups.alertChat();
    await this.transactor.run(async (tx) => {
      if (await this.outbox.once(tx, `given-up:${given.item}`)) {
        await this.outbox.toGroup(tx, chatId, givenUpView(given));
      }
    });
  }
}
