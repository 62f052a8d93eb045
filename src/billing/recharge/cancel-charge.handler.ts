import { Injectable } from '@nestjs/common';
import { HandlesJob } from '../../jobs/background/job-handler.js';
import { cancelCharge } from '../billing.jobs.js';
import { PaymentGateway } from '../payment-gateway.js';

@Injectable()
@HandlesJob(cancelCharge)
export class CancelCharge {
  constructor(private readonly gateway: PaymentGateway) {}

  async handle({ chargeId }: { chargeId: string }): Promise<void> {
    await this.gateway.cancelCharge(chargeId);
  }
}
