import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import { Jobs } from '../../jobs/background/jobs.js';
import { SettingsService } from '../../users/settings/settings.service.js';
import type { SettingKey } from '../../users/settings/settings.js';
import { settingChanged } from '../../users/users.jobs.js';
import { billingAlert } from '../billing.jobs.js';
import { closePagesOf } from './disputes.jobs.js';
import { DisputesRepository } from './disputes.repository.js';

/** Each of them needs a transaction of its own. */
const perJob = 50;

/**
 * Fewer disputes may stop purchases from now on, also of customers who have open pages. Those are listed in one moment,
 * of which General hears once; the pages are closed by jobs of that moment.
 */
@Injectable()
@OnEvent(settingChanged, 'close-blocked')
export class CloseBlocked {
  constructor(
    private readonly transactor: Transactor,
    private readonly settings: SettingsService,
    private readonly disputes: DisputesRepository,
    private readonly jobs: Jobs,
  ) {}

  async handle({ key, changeId }: { key: SettingKey; changeId: number }): Promise<void> {
    if (key !== 'block_after_disputes') return;
    await this.transactor.run(async (tx) => {
      const { block_after_disputes: limit } = await this.settings.values(tx);
      const payers = limit === 0 ? [] : await this.disputes.withOpenPages(tx, limit);
      if (payers.length === 0) return;
      for (let first = 0; first < payers.length; first += perJob) {
        const userIds = payers.slice(first, first + perJob).map(({ userId }) => userId);
        await this.jobs.enqueue(tx, closePagesOf, { userIds });
      }
      const pages = payers.reduce((sum, payer) => sum + payer.pages, 0);
      const reference = `setting ${changeId}`;
      const alert = {
        kind: 'pages_closed' as const,
        userId: null,
        reference,
        limit,
        customers: payers.length,
        pages,
      };
      await announce(tx, billingAlert, { key: `pages_closed:${changeId}`, alert });
    });
  }
}
