import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../jobs/background/job-handler.js';
import { type BillingAlert, billingAlert } from '../billing.jobs.js';
import { StopAutoRecharge } from '../use-cases/stop-auto-recharge.use-case.js';

/** Whoever disputes a payment, or has their bank ask about one, is charged nothing more without being asked. */
@Injectable()
@OnEvent(billingAlert, 'stop-recharge')
export class StopAfterDispute {
  constructor(private readonly stop: StopAutoRecharge) {}

  async handle({ alert }: { alert: BillingAlert }): Promise<void> {
    const isOpening = alert.kind === 'dispute_opened' || alert.kind === 'inquiry_opened';
    if (isOpening && alert.userId !== null) {
      await this.stop.execute(alert.userId, 'dispute');
    }
  }
}
