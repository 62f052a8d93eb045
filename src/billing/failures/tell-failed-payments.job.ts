import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { HandlesJob } from '../../jobs/background/job-handler.js';
import { FailedPaymentAlerts } from './failed-payment-alerts.js';
import { FailedPaymentsRepository } from './failed-payments.repository.js';
import { tellFailedPayments } from './failures.jobs.js';

@Injectable()
@HandlesJob(tellFailedPayments)
export class TellFailedPayments {
  constructor(
    private readonly transactor: Transactor,
    private readonly failures: FailedPaymentsRepository,
    private readonly alerts: FailedPaymentAlerts,
  ) {}

  async handle({ payer }: { payer: string }): Promise<void> {
    await this.transactor.run(async (tx) => {
      await this.failures.lock(tx, payer);
      await this.alerts.tell(tx, payer);
    });
  }
}
