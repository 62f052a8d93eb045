import { Injectable } from '@nestjs/common';
import { SettleInvoice } from '../../billing/use-cases/settle-invoice.use-case.js';
import { SubscriptionsRepository } from '../../billing/subscriptions/subscriptions.repository.js';
import { Transactor } from '../../database/transactor.js';
import { invoiceState, subscriptionIdOf, subscriptionState } from '../mappers/invoice-state.js';
import { StripeClient } from '../stripe-client.js';
import type { EventReference } from './event-reference.js';

/** Plans: a paid invoice grants its period; the state is only mirrored. */
@Injectable()
export class SubscriptionEvents {
  constructor(
    private readonly stripe: StripeClient,
    private readonly transactor: Transactor,
    private readonly settleInvoice: SettleInvoice,
    private readonly subscriptions: SubscriptionsRepository,
  ) {}

  async invoicePaid({ objectId }: EventReference): Promise<void> {
    const invoice = await this.stripe.api.invoices.retrieve(objectId, { expand: ['payments'] });
    const subscriptionId = subscriptionIdOf(invoice);
    // An invoice without a subscription belongs to something that was not sold here.
    if (subscriptionId === null) return;
    const subscription = await this.stripe.api.subscriptions.retrieve(subscriptionId);
    const state = invoiceState(invoice, subscription);
    if (state.purchaseId !== null) await this.settleInvoice.execute(state);
  }

  async changed({ objectId }: EventReference): Promise<void> {
    const subscription = await this.stripe.api.subscriptions.retrieve(objectId);
    await this.transactor.run(async (tx) => {
      const owner = await this.subscriptions.ownerOf(tx, 'stripe', subscription.id);
      if (owner !== undefined) await this.subscriptions.mirror(tx, owner, subscriptionState(subscription));
    });
  }
}
