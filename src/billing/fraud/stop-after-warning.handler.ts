import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { StopAutoRecharge } from '../use-cases/stop-auto-recharge.use-case.js';
import { paymentHeld } from './fraud.jobs.js';

/** A card that its bank warns of is charged nothing more without being asked. */
@Injectable()
@OnEvent(paymentHeld, 'stop-recharge')
export class StopAfterWarning {
  constructor(private readonly stop: StopAutoRecharge) {}

  async handle({ userId }: { userId: UserId }): Promise<void> {
    await this.stop.execute(userId, 'fraud_warning');
  }
}
