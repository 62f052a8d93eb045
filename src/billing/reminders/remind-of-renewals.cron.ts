import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { OnCron } from '../../jobs/background/job-handler.js';
import { Clock } from '../../kernel/clock.js';
import { SettingsService } from '../../users/settings/settings.service.js';
import { planRenewing, remindOfRenewals } from '../billing.jobs.js';
import { RemindersRepository } from './reminders.repository.js';

const day = 24 * 60 * 60 * 1_000;
const plansAtOnce = 100;

/** With the setting `renewal_reminder_days`: announces the renewals that come near, each once. */
@Injectable()
@OnCron(remindOfRenewals)
export class RemindOfRenewals {
  constructor(
    private readonly transactor: Transactor,
    private readonly settings: SettingsService,
    private readonly reminders: RemindersRepository,
    private readonly clock: Clock,
  ) {}

  /** Whatever was announced is not found again, so a batch follows the other until none is left. */
  async handle(): Promise<void> {
    const { renewal_reminder_days: days } = await this.settings.current(this.transactor.reader);
    if (days === 0) return;
    const from = this.clock.now();
    const span = { from, to: new Date(from.getTime() + days * day) };
    for (;;) {
      const plans = await this.reminders.plansRenewing(this.transactor.reader, span, plansAtOnce);
      for (const { userId, subscriptionId, endsAt } of plans) {
        await this.transactor.run(async (tx) => {
          if (!(await this.reminders.claim(tx, { userId, endsAt, lead: 'renewal' }, from))) return;
          await announce(tx, planRenewing, { userId, subscriptionId, at: endsAt.toISOString() });
        });
      }
      if (plans.length < plansAtOnce) return;
    }
  }
}
