import { Injectable } from '@nestjs/common';
import { purchaseSettled } from '../../billing/billing.jobs.js';
import { PaymentsRepository } from '../../billing/purchases/payments.repository.js';
import { SyncPayment } from '../../billing/use-cases/sync-payment.use-case.js';
import { Reader } from '../../database/reader.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import { PaymentChecks } from './payment-checks.js';

/**
 * Stripe: events come in any order. A refund, dispute or warning that was heard of before its payment found nothing to
 * act on, so each payment is asked about once more when it has been granted.
 */
@Injectable()
@OnEvent(purchaseSettled, 'sync-payment')
export class SyncGranted {
  constructor(
    private readonly reader: Reader,
    private readonly payments: PaymentsRepository,
    private readonly sync: SyncPayment,
    private readonly checks: PaymentChecks,
  ) {}

  async handle({ paymentId }: { paymentId: number }): Promise<void> {
    const payment = await this.payments.byId(this.reader, paymentId);
    if (payment?.provider !== 'stripe' || payment.paymentIntentId === null) return;
    await this.sync.execute(payment.provider, payment.paymentIntentId);
    await this.checks.ofPayment(payment.paymentIntentId);
  }
}
