import { Injectable } from '@nestjs/common';
import { PaymentMismatch } from '../../billing/billing.errors.js';
import { EventDispatcher } from '../events/event-dispatcher.js';
import { idOf, purchaseIdOf } from '../mappers/checkout-state.js';
import { StripeClient } from '../stripe-client.js';
import type { StripePayment } from './stripe-day.query.js';

/** What a payment turned out to be for, and whether acting on it worked. */
export interface Rung {
  /** Null: sold by somebody else through the same account. */
  readonly purchaseId: string | null;
  readonly mismatch: PaymentMismatch | null;
}

interface Doorbell {
  readonly type: string;
  readonly objectId: string;
  readonly purchaseId: string;
}

/**
 * Does what a webhook would have done, had it arrived: the same handlers are told to look at the same objects, so
 * healing is no second way of granting.
 */
@Injectable()
export class Doorbells {
  constructor(
    private readonly stripe: StripeClient,
    private readonly dispatcher: EventDispatcher,
  ) {}

  async paid({ paymentIntentId }: StripePayment): Promise<Rung> {
    const doorbell = await this.doorbellOf(paymentIntentId);
    if (doorbell === undefined) return { purchaseId: null, mismatch: null };
    const { type, objectId, purchaseId } = doorbell;
    return { purchaseId, mismatch: await this.ring(type, objectId) };
  }

  async refunded({ chargeId }: StripePayment): Promise<void> {
    await this.ring('charge.refunded', chargeId);
  }

  async disputed({ chargeId }: StripePayment): Promise<void> {
    for await (const dispute of this.stripe.api.disputes.list({ charge: chargeId, limit: 100 })) {
      await this.ring('charge.dispute.updated', dispute.id);
    }
  }

  /** Null when the handler had no objection. */
  async ring(type: string, objectId: string): Promise<PaymentMismatch | null> {
    try {
      await this.dispatcher.dispatch(type, { eventId: `reconciliation:${objectId}`, objectId });
      return null;
    } catch (error) {
      if (error instanceof PaymentMismatch) return error;
      throw error;
    }
  }

  /** Stripe: an intent is made by a checkout session, by an invoice, or by ourselves with our own metadata. */
  private async doorbellOf(paymentIntentId: string): Promise<Doorbell | undefined> {
    const { checkout, invoicePayments, invoices, paymentIntents } = this.stripe.api;
    const sessions = await checkout.sessions.list({ payment_intent: paymentIntentId, limit: 1 });
    const [session] = sessions.data;
    if (session !== undefined) {
      const purchaseId = purchaseIdOf(session.client_reference_id);
      return purchaseId === null
        ? undefined
        : { type: 'checkout.session.completed', objectId: session.id, purchaseId };
    }
    const payment = { type: 'payment_intent' as const, payment_intent: paymentIntentId };
    const [paid] = (await invoicePayments.list({ payment, limit: 1 })).data;
    const invoiceId = idOf(paid?.invoice);
    if (invoiceId !== null) {
      const { parent } = await invoices.retrieve(invoiceId);
      const purchaseId = purchaseIdOf(parent?.subscription_details?.metadata?.['purchase_id']);
      return purchaseId === null ? undefined : { type: 'invoice.paid', objectId: invoiceId, purchaseId };
    }
    const { metadata } = await paymentIntents.retrieve(paymentIntentId);
    const purchaseId = purchaseIdOf(metadata['purchase_id']);
    return purchaseId === null
      ? undefined
      : { type: 'payment_intent.succeeded', objectId: paymentIntentId, purchaseId };
  }
}
