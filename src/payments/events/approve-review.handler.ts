import { Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import { paymentReleased } from '../../billing/fraud/fraud.jobs.js';
import { FraudWarningsRepository } from '../../billing/fraud/fraud-warnings.repository.js';
import { Reader } from '../../database/reader.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import { StripeClient } from '../stripe-client.js';

/** Stripe: ids of reviews begin so. */
const isReview = /^prv_/;

/** A payment that an administrator released here needs nobody's look at Stripe any more. */
@Injectable()
@OnEvent(paymentReleased, 'approve-review')
export class ApproveReview {
  constructor(
    private readonly reader: Reader,
    private readonly warnings: FraudWarningsRepository,
    private readonly stripe: StripeClient,
  ) {}

  async handle({ warning: id }: { warning: number }): Promise<void> {
    const warning = await this.warnings.byId(this.reader, id);
    if (warning?.provider !== 'stripe' || !isReview.test(warning.warningId)) return;
    try {
      await this.stripe.api.reviews.approve(warning.warningId);
    } catch (error) {
      // Closed there already, perhaps by whoever approved it.
      if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
    }
  }
}
