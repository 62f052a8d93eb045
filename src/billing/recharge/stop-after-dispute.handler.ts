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
    if (isObjection(alert) && alert.userId !== null) await this.stop.execute(alert.userId, 'dispute');
  }
}

/** One that was lost before we heard of it was never told as opened. */
function isObjection({ kind }: BillingAlert): boolean {
  return kind === 'dispute_opened' || kind === 'inquiry_opened' || kind === 'dispute_lost';
}
