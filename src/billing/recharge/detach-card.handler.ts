import { Injectable } from '@nestjs/common';
import { HandlesJob } from '../../jobs/background/job-handler.js';
import { detachCard } from '../billing.jobs.js';
import { PaymentGateway } from '../payment-gateway.js';

/** The card of somebody who had their data erased is forgotten at the provider as well. */
@Injectable()
@HandlesJob(detachCard)
export class DetachCard {
  constructor(private readonly gateway: PaymentGateway) {}

  handle({ methodId }: { methodId: string }): Promise<void> {
    return this.gateway.detachCard(methodId);
  }
}
