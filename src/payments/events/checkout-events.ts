import { Injectable } from '@nestjs/common';
import type { CheckoutState } from '../../billing/payment-gateway.js';
import { SettlePurchase } from '../../billing/use-cases/settle-purchase.use-case.js';
import { checkoutState } from '../mappers/checkout-state.js';
import { StripeClient } from '../stripe-client.js';
import { EventGroup } from './event-group.js';
import type { EventReference } from './event-reference.js';

/** Checkout sessions: whatever the event said, the session is asked what is true now. */
@Injectable()
export class CheckoutEvents extends EventGroup {
  readonly handlers = [
    ['checkout.session.completed', (event: EventReference) => this.settle(event)],
    ['checkout.session.async_payment_succeeded', (event: EventReference) => this.settle(event)],
    ['checkout.session.async_payment_failed', (event: EventReference) => this.fail(event)],
    ['checkout.session.expired', (event: EventReference) => this.settle(event)],
  ] as const;

  constructor(
    private readonly stripe: StripeClient,
    private readonly settlePurchase: SettlePurchase,
  ) {
    super();
  }

  private async settle({ objectId }: EventReference): Promise<void> {
    const state = await this.fetch(objectId);
    if (state !== undefined) await this.settlePurchase.execute(state);
  }

  private async fail({ objectId }: EventReference): Promise<void> {
    const state = await this.fetch(objectId);
    if (state !== undefined) await this.settlePurchase.execute(state, 'failed');
  }

  /** Undefined for a session that is none of our business, e.g. one made by hand in the Dashboard. */
  private async fetch(sessionId: string): Promise<CheckoutState | undefined> {
    const state = checkoutState(await this.stripe.api.checkout.sessions.retrieve(sessionId));
    return state.purchaseId === null ? undefined : state;
  }
}
