import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { purchaseSettled } from '../billing.jobs.js';
import { LatePayer } from './late-payer.js';

/** Stripe: paying writes the payer's e-mail address to the customer, and may store the card. */
@Injectable()
@OnEvent(purchaseSettled, 'forget-customer')
export class LatePayment {
  constructor(private readonly payer: LatePayer) {}

  handle({ userId }: { userId: UserId }): Promise<void> {
    return this.payer.forget(userId);
  }
}
