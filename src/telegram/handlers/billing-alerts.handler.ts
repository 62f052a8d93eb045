import { Injectable } from '@nestjs/common';
import { type BillingAlert, billingAlert } from '../../billing/billing.jobs.js';
import { AppConfig } from '../../config/app-config.js';
import { Reader } from '../../database/reader.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import { Clock } from '../../kernel/clock.js';
import { UsersRepository } from '../../users/users.repository.js';
import { alertView } from '../views/alert.view.js';
import { GeneralNotices } from './general-notices.js';

/** What administrators must see, in the General topic, once per cause. */
@Injectable()
@OnEvent(billingAlert, 'general')
export class BillingAlertsHandler {
  constructor(
    private readonly reader: Reader,
    private readonly users: UsersRepository,
    private readonly general: GeneralNotices,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  async handle({ key, alert }: { key: string; alert: BillingAlert }): Promise<void> {
    const user = alert.userId === null ? undefined : await this.users.byId(this.reader, alert.userId);
    const subject = user === undefined ? undefined : { name: user.firstName, telegramId: user.telegramId };
    const at = { timeZone: this.config.timeZone, now: this.clock.now() };
    await this.general.tell(`alert:${key}`, alertView(alert, subject, at));
  }
}
