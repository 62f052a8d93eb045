import { Injectable } from '@nestjs/common';
import { Reader } from '../../database/reader.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { paymentAdjusted } from '../billing.jobs.js';
import { PaymentsRepository } from '../purchases/payments.repository.js';
import { StopAutoRecharge } from '../use-cases/stop-auto-recharge.use-case.js';

/** A recharge that was given back was not wanted, and the next one would not be either. */
@Injectable()
@OnEvent(paymentAdjusted, 'stop-recharge')
export class StopAfterRefund {
  constructor(
    private readonly reader: Reader,
    private readonly payments: PaymentsRepository,
    private readonly stop: StopAutoRecharge,
  ) {}

  async handle({
    userId,
    paymentId,
    refundedNow,
  }: {
    userId: UserId;
    paymentId: number;
    refundedNow: number;
  }): Promise<void> {
    if (refundedNow <= 0) return;
    const payment = await this.payments.byId(this.reader, paymentId);
    if (payment?.isRecharge === true) await this.stop.execute(userId, 'refund');
  }
}
