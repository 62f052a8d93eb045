import { Injectable } from '@nestjs/common';
import { HandlesJob } from '../../jobs/background/job-handler.js';
import { endPlan } from '../billing.jobs.js';
import { PaymentGateway } from '../payment-gateway.js';

/** Cancels a subscription at the provider; its webhook then tells what that means here. */
@Injectable()
@HandlesJob(endPlan)
export class EndPlan {
  constructor(private readonly gateway: PaymentGateway) {}

  handle({ subscriptionId }: { subscriptionId: string }): Promise<void> {
    return this.gateway.endPlan(subscriptionId);
  }
}
