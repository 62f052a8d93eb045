import { Injectable } from '@nestjs/common';
import { EventGroup } from './event-group.js';
import type { EventReference } from './event-reference.js';
import { PaymentChecks } from './payment-checks.js';

/**
 * Early fraud warnings and reviews. Stripe: most warnings become disputes when nothing is done; a review asks a person
 * to look at a payment that a rule found risky.
 */
@Injectable()
export class WarningEvents extends EventGroup {
  readonly handlers = [
    ['radar.early_fraud_warning.created', (event: EventReference) => this.checks.warning(event.objectId)],
    ['radar.early_fraud_warning.updated', (event: EventReference) => this.checks.warning(event.objectId)],
    ['review.opened', (event: EventReference) => this.checks.review(event.objectId)],
    ['review.closed', (event: EventReference) => this.checks.review(event.objectId)],
  ] as const;

  constructor(private readonly checks: PaymentChecks) {
    super();
  }
}
