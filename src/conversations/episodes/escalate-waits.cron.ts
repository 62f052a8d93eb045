import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { OnCron } from '../../jobs/background/job-handler.js';
import { Clock } from '../../kernel/clock.js';
import { SettingsService } from '../../users/settings/settings.service.js';
import { escalateWaits } from '../conversations.jobs.js';
import { WaitEscalation } from './wait-escalation.js';
import { WorkingTime } from './working-time.js';

const minuteSeconds = 60;

/** Tells General of customers who have waited `escalate_after_minutes` of working time, each wait once. */
@Injectable()
@OnCron(escalateWaits)
export class EscalateWaits {
  constructor(
    private readonly transactor: Transactor,
    private readonly settings: SettingsService,
    private readonly time: WorkingTime,
    private readonly escalation: WaitEscalation,
    private readonly clock: Clock,
  ) {}

  async handle(): Promise<void> {
    const { reader } = this.transactor;
    const { escalate_after_minutes: minutes } = await this.settings.current(reader);
    if (minutes <= 0) return;
    const now = this.clock.now();
    const since = await this.time.dueSince(reader, now, minutes * minuteSeconds);
    // Nobody is called out of bed: the next working minute tells.
    if (since === undefined) return;
    for (const wait of await this.escalation.due(reader, since)) {
      await this.transactor.run((tx) => this.escalation.raise(tx, wait, now));
    }
  }
}
