import { Injectable } from '@nestjs/common';
import { paymentAdjusted } from '../../billing/billing.jobs.js';
import { PaymentsRepository } from '../../billing/purchases/payments.repository.js';
import { Reader } from '../../database/reader.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import { StarPlans } from '../stars/star-plans.js';

/** Whoever was paid back a month does not want to pay the next one, whether the refund was made here or elsewhere. */
@Injectable()
@OnEvent(paymentAdjusted, 'end-star-plan')
export class EndStarPlan {
  constructor(
    private readonly reader: Reader,
    private readonly payments: PaymentsRepository,
    private readonly plans: StarPlans,
  ) {}

  async handle({ paymentId, refundedNow }: { paymentId: number; refundedNow: number }): Promise<void> {
    if (refundedNow <= 0) return;
    const payment = await this.payments.byId(this.reader, paymentId);
    if (payment?.provider !== 'stars' || payment.paymentIntentId === null) return;
    await this.plans.endAfterRefund(payment.paymentIntentId);
  }
}
