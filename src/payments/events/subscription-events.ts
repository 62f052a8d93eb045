import { Injectable } from '@nestjs/common';
import { SettleInvoice } from '../../billing/use-cases/settle-invoice.use-case.js';
import { SubscriptionsRepository } from '../../billing/subscriptions/subscriptions.repository.js';
import { Transactor } from '../../database/transactor.js';
import { invoiceState, subscriptionIdOf, subscriptionState } from '../mappers/invoice-state.js';
import { StripeClient } from '../stripe-client.js';
import { EventGroup } from './event-group.js';
import type { EventReference } from './event-reference.js';

/** Plans: a paid invoice grants its period; the state is only mirrored. */
@Injectable()
export class SubscriptionEvents extends EventGroup {
  readonly handlers = [
    ['invoice.paid', (event: EventReference) => this.invoicePaid(event)],
    ['customer.subscription.updated', (event: EventReference) => this.changed(event)],
    ['customer.subscription.deleted', (event: EventReference) => this.changed(event)],
  ] as const;

  constructor(
    private readonly stripe: StripeClient,
    private readonly transactor: Transactor,
    private readonly settleInvoice: SettleInvoice,
    private readonly subscriptions: SubscriptionsRepository,
  ) {
    super();
  }

  private async invoicePaid({ objectId }: EventReference): Promise<void> {
    const invoice = await this.stripe.api.invoices.retrieve(objectId, { expand: ['payments'] });
    const subscriptionId = subscriptionIdOf(invoice);
    // An invoice without a subscription belongs to something that was not sold here.
    if (subscriptionId === null) return;
    const subscription = await this.stripe.api.subscriptions.retrieve(subscriptionId);
    const state = invoiceState(invoice, subscription);
    if (state.purchaseId !== null) await this.settleInvoice.execute(state);
  }

  private async changed({ objectId }: EventReference): Promise<void> {
    const subscription = await this.stripe.api.subscriptions.retrieve(objectId);
    await this.transactor.run(async (tx) => {
      const owner = await this.subscriptions.ownerOf(tx, 'stripe', subscription.id);
      if (owner !== undefined) await this.subscriptions.mirror(tx, owner, subscriptionState(subscription));
    });
  }
}
