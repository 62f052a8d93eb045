import { Injectable } from '@nestjs/common';
import { HeedWarning } from '../../billing/fraud/heed-warning.use-case.js';
import { SyncPayment } from '../../billing/use-cases/sync-payment.use-case.js';
import { idOf } from '../mappers/checkout-state.js';
import { StripeClient } from '../stripe-client.js';
import { EventGroup } from './event-group.js';
import type { EventReference } from './event-reference.js';

/** Early fraud warnings. Stripe: most become disputes when nothing is done; `actionable` says whether anything can be. */
@Injectable()
export class WarningEvents extends EventGroup {
  readonly handlers = [
    ['radar.early_fraud_warning.created', (event: EventReference) => this.heed(event)],
    ['radar.early_fraud_warning.updated', (event: EventReference) => this.heed(event)],
  ] as const;

  constructor(
    private readonly stripe: StripeClient,
    private readonly heedWarning: HeedWarning,
    private readonly sync: SyncPayment,
  ) {
    super();
  }

  private async heed({ objectId }: EventReference): Promise<void> {
    const warning = await this.stripe.api.radar.earlyFraudWarnings.retrieve(objectId);
    const paymentIntentId = idOf(warning.payment_intent);
    if (paymentIntentId === null) return;
    // What a refund or dispute took back is booked first, so that letting go finds nothing more to free.
    await this.sync.execute('stripe', paymentIntentId);
    const { id: warningId, actionable: isActionable } = warning;
    await this.heedWarning.execute({ provider: 'stripe', warningId, paymentIntentId, isActionable });
  }
}
