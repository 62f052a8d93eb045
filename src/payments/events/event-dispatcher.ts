import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { ChargebackEvents } from './chargeback-events.js';
import { CheckoutEvents } from './checkout-events.js';
import type { EventReference } from './event-reference.js';
import { SubscriptionEvents } from './subscription-events.js';
import { TroubleEvents } from './trouble-events.js';

type Handler = (event: EventReference) => Promise<void>;
type EventType = Stripe.Event['type'];

/** The allow-list: which events mean something to us, and who acts on them. Everything else is stored and left. */
@Injectable()
export class EventDispatcher {
  private readonly handlers: ReadonlyMap<string, Handler>;

  constructor(
    checkouts: CheckoutEvents,
    subscriptions: SubscriptionEvents,
    troubles: TroubleEvents,
    chargebacks: ChargebackEvents,
  ) {
    const list: [EventType, Handler][] = [
      ['checkout.session.completed', (event) => checkouts.settle(event)],
      ['checkout.session.async_payment_succeeded', (event) => checkouts.settle(event)],
      ['checkout.session.async_payment_failed', (event) => checkouts.fail(event)],
      ['checkout.session.expired', (event) => checkouts.settle(event)],
      ['invoice.paid', (event) => subscriptions.invoicePaid(event)],
      ['customer.subscription.updated', (event) => subscriptions.changed(event)],
      ['customer.subscription.deleted', (event) => subscriptions.changed(event)],
      ['payment_intent.payment_failed', (event) => troubles.paymentFailed(event)],
      ['charge.refunded', (event) => chargebacks.chargeRefunded(event)],
      ['refund.created', (event) => chargebacks.refundChanged(event)],
      ['refund.updated', (event) => chargebacks.refundChanged(event)],
      ['refund.failed', (event) => chargebacks.refundChanged(event)],
      ['charge.dispute.created', (event) => chargebacks.disputeOpened(event)],
      ['charge.dispute.updated', (event) => chargebacks.disputeChanged(event)],
      ['charge.dispute.closed', (event) => chargebacks.disputeClosed(event)],
      ['charge.dispute.funds_withdrawn', (event) => chargebacks.disputeChanged(event)],
      ['charge.dispute.funds_reinstated', (event) => chargebacks.disputeChanged(event)],
    ];
    this.handlers = new Map(list);
  }

  get types(): readonly string[] {
    return [...this.handlers.keys()];
  }

  handles(type: string): boolean {
    return this.handlers.has(type);
  }

  async dispatch(type: string, event: EventReference): Promise<void> {
    await this.handlers.get(type)?.(event);
  }
}
