import { Injectable } from '@nestjs/common';
import { SyncPayment } from '../../billing/use-cases/sync-payment.use-case.js';
import { idOf } from '../mappers/checkout-state.js';
import { StripeClient } from '../stripe-client.js';
import { EventGroup } from './event-group.js';
import type { EventReference } from './event-reference.js';

/** Refunds: whatever the event said, Stripe is asked for all of them that the payment has now. */
@Injectable()
export class ChargebackEvents extends EventGroup {
  readonly handlers = [
    ['charge.refunded', (event: EventReference) => this.chargeRefunded(event)],
    ['refund.created', (event: EventReference) => this.refundChanged(event)],
    ['refund.updated', (event: EventReference) => this.refundChanged(event)],
    ['refund.failed', (event: EventReference) => this.refundChanged(event)],
  ] as const;

  constructor(
    private readonly stripe: StripeClient,
    private readonly sync: SyncPayment,
  ) {
    super();
  }

  private async chargeRefunded({ objectId }: EventReference): Promise<void> {
    await this.adjust(idOf((await this.stripe.api.charges.retrieve(objectId)).payment_intent));
  }

  private async refundChanged({ objectId }: EventReference): Promise<void> {
    await this.adjust(idOf((await this.stripe.api.refunds.retrieve(objectId)).payment_intent));
  }

  private async adjust(paymentIntentId: string | null): Promise<void> {
    if (paymentIntentId !== null) await this.sync.execute('stripe', paymentIntentId);
  }
}
