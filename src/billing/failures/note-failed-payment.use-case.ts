import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { FailedPaymentAlerts } from './failed-payment-alerts.js';
import { type FailedPayment, FailedPaymentsRepository } from './failed-payments.repository.js';
import { paymentFailed } from './failures.jobs.js';

/** Keeps that a try to pay failed, once per event, and has General told. */
@Injectable()
export class NoteFailedPayment {
  constructor(
    private readonly transactor: Transactor,
    private readonly failures: FailedPaymentsRepository,
    private readonly alerts: FailedPaymentAlerts,
  ) {}

  execute(failure: FailedPayment): Promise<void> {
    const { eventId, userId, reference } = failure;
    const payer = userId === null ? `payment:${reference}` : `user:${userId}`;
    return this.transactor.run(async (tx) => {
      await this.failures.lock(tx, payer);
      if (!(await this.failures.insert(tx, payer, failure))) return;
      const isFirst = await this.alerts.noted(tx, payer);
      if (isFirst && userId !== null) await announce(tx, paymentFailed, { userId, eventId });
    });
  }
}
