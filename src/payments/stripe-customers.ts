import { Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import type { PortalEntry } from '../billing/payment-gateway.js';
import type { UserId } from '../kernel/ids.js';
import { PortalConfiguration } from './portal-configuration.js';
import { StripeClient } from './stripe-client.js';
import { isMissing } from './stripe-refusals.js';

/** Our number for the customer: what remains of the metadata, so that Stripe's books can be held against ours. */
const ownNumber = 'user_id';

/** Stripe: an empty text removes a field. */
const nobody = { name: '', email: '', phone: '', description: '', address: '', shipping: '' } as const;

/** Customers at Stripe: one for each of ours who pays, their billing page, and their end. */
@Injectable()
export class StripeCustomers {
  constructor(
    private readonly stripe: StripeClient,
    private readonly portal: PortalConfiguration,
  ) {}

  async create(userId: UserId, telegramId: number): Promise<string> {
    const customer = await this.stripe.api.customers.create(
      { metadata: { [ownNumber]: String(userId), telegram_user_id: String(telegramId) } },
      { idempotencyKey: `customer:${userId}` },
    );
    return customer.id;
  }

  async openPortal(customerId: string, returnUrl: string, entry: PortalEntry): Promise<string> {
    const session = await this.stripe.api.billingPortal.sessions.create({
      customer: customerId,
      configuration: await this.portal.id(returnUrl),
      return_url: returnUrl,
      ...(entry === 'card' ? { flow_data: cardFlow(returnUrl) } : {}),
    });
    return session.url;
  }

  /**
   * Not deleted: Stripe then ends subscriptions without telling which way, and lists neither payments nor invoices by
   * that customer any more. Repeated, it finds nothing left to do.
   */
  async forget(customerId: string): Promise<void> {
    try {
      await this.detachAll(customerId);
      await this.clear(customerId);
    } catch (error) {
      // Somebody has deleted the customer in the Dashboard.
      if (!isMissing(error)) throw error;
    }
  }

  private async detachAll(customerId: string): Promise<void> {
    const { customers, paymentMethods } = this.stripe.api;
    const methods: string[] = [];
    for await (const { id } of customers.listPaymentMethods(customerId, { limit: 100 })) methods.push(id);
    for (const id of methods) {
      try {
        await paymentMethods.detach(id);
      } catch (error) {
        // Stripe: one without a customer cannot be detached; it went in the same moment.
        if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
      }
    }
  }

  private async clear(customerId: string): Promise<void> {
    const { customers } = this.stripe.api;
    const customer = await customers.retrieve(customerId);
    if (customer.deleted === true) return;
    const keys = Object.keys(customer.metadata).filter((key) => key !== ownNumber);
    const metadata = Object.fromEntries(keys.map((key) => [key, '']));
    await customers.update(customerId, { ...nobody, metadata });
  }
}

/** Stripe: straight to the form for a new card, and back to the bot when it is saved. */
function cardFlow(returnUrl: string): Stripe.BillingPortal.SessionCreateParams.FlowData {
  return {
    type: 'payment_method_update',
    after_completion: { type: 'redirect', redirect: { return_url: returnUrl } },
  };
}
