import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { DisputeNews } from '../billing.jobs.js';
import { DisputeAlerts } from './dispute-alerts.js';
import { disputeChanged } from './disputes.jobs.js';
import { DisputesRepository } from './disputes.repository.js';

/** Every piece of news once per dispute, whichever way it became known. */
@Injectable()
@OnEvent(disputeChanged, 'alert')
export class TellOfDispute {
  constructor(
    private readonly transactor: Transactor,
    private readonly disputes: DisputesRepository,
    private readonly alerts: DisputeAlerts,
  ) {}

  async handle({ dispute: id, news }: { dispute: number; news: DisputeNews }): Promise<void> {
    await this.transactor.run(async (tx) => {
      const dispute = await this.disputes.byId(tx, id);
      if (dispute !== undefined)
        await this.alerts.announce(tx, dispute, news, `${news}:${dispute.disputeId}`);
    });
  }
}
