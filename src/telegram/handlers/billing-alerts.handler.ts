import { Injectable } from '@nestjs/common';
import { type BillingAlert, billingAlert } from '../../billing/billing.jobs.js';
import { AdminGroups } from '../../conversations/threads/admin-groups.js';
import { Transactor } from '../../database/transactor.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import { UsersRepository } from '../../users/users.repository.js';
import { Outbox } from '../outbound/outbox.js';
import { alertView } from '../views/alert.view.js';

/** What administrators must see, in the General topic, once per cause. */
@Injectable()
@OnEvent(billingAlert, 'general')
export class BillingAlertsHandler {
  constructor(
    private readonly transactor: Transactor,
    private readonly groups: AdminGroups,
    private readonly users: UsersRepository,
    private readonly outbox: Outbox,
  ) {}

  async handle({ key, alert }: { key: string; alert: BillingAlert }): Promise<void> {
    const user =
      alert.userId === null ? undefined : await this.users.byId(this.transactor.reader, alert.userId);
    const subject = user === undefined ? undefined : { name: user.firstName, telegramId: user.telegramId };
    const chatId = await this.groups.alertChat();
    await this.transactor.run(async (tx) => {
      if (await this.outbox.once(tx, `alert:${key}`))
        await this.outbox.toGroup(tx, chatId, alertView(alert, subject));
    });
  }
}
