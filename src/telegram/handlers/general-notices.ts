import { Injectable } from '@nestjs/common';
import { AdminGroups } from '../../conversations/threads/admin-groups.js';
import { Transactor } from '../../database/transactor.js';
import { Outbox } from '../outbound/outbox.js';
import { StandingNotices } from '../outbound/standing-notices.js';
import type { View } from '../views/view.js';

/** Tells General something that a job found out, once per key. */
@Injectable()
export class GeneralNotices {
  constructor(
    private readonly transactor: Transactor,
    private readonly groups: AdminGroups,
    private readonly outbox: Outbox,
    private readonly standing: StandingNotices,
  ) {}

  async tell(key: string, view: View): Promise<void> {
    const chatId = await this.groups.alertChat();
    await this.transactor.run(async (tx) => {
      if (await this.outbox.once(tx, key)) await this.outbox.toGroup(tx, chatId, view);
    });
  }

  /** One message under that key, edited as things go on. */
  async keep(key: string, version: number, view: View): Promise<void> {
    const chatId = await this.groups.alertChat();
    await this.standing.inGeneral(chatId, key, version, view);
  }
}
