import { Injectable } from '@nestjs/common';
import { HandlesJob } from '../../jobs/background/job-handler.js';
import { forgetCustomer } from '../billing.jobs.js';
import { PaymentGateway } from '../payment-gateway.js';

/** Whoever had their data erased is forgotten at the provider as well. */
@Injectable()
@HandlesJob(forgetCustomer)
export class ForgetCustomer {
  constructor(private readonly gateway: PaymentGateway) {}

  handle({ customerId }: { customerId: string }): Promise<void> {
    return this.gateway.forgetCustomer(customerId);
  }
}
