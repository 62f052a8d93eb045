import { Injectable } from '@nestjs/common';
import { billingAlert } from '../../billing/billing.jobs.js';
import type { InvoiceState } from '../../billing/subscriptions/subscription.types.js';
import { SettleInvoice } from '../../billing/use-cases/settle-invoice.use-case.js';
import { SyncSubscription } from '../../billing/use-cases/sync-subscription.use-case.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { SubscriptionReader } from '../subscription-reader.js';
import { EventGroup } from './event-group.js';
import type { EventReference } from './event-reference.js';

/** Plans: whatever the event said, Stripe is asked for the invoice and the subscription as they are now. */
@Injectable()
export class SubscriptionEvents extends EventGroup {
  readonly handlers = [
    ['invoice.paid', (event: EventReference) => this.invoiceChanged(event)],
    ['invoice.payment_failed', (event: EventReference) => this.invoiceChanged(event)],
    ['invoice.payment_action_required', (event: EventReference) => this.invoiceChanged(event)],
    ['customer.subscription.created', (event: EventReference) => this.changed(event)],
    ['customer.subscription.updated', (event: EventReference) => this.changed(event)],
    ['customer.subscription.deleted', (event: EventReference) => this.changed(event)],
    ['customer.subscription.paused', (event: EventReference) => this.changed(event)],
    ['customer.subscription.resumed', (event: EventReference) => this.changed(event)],
    ['customer.subscription.trial_will_end', (event: EventReference) => this.changed(event)],
  ] as const;

  constructor(
    private readonly reader: SubscriptionReader,
    private readonly transactor: Transactor,
    private readonly settleInvoice: SettleInvoice,
    private readonly syncSubscription: SyncSubscription,
  ) {
    super();
  }

  private async invoiceChanged({ objectId }: EventReference): Promise<void> {
    const look = await this.reader.invoice(objectId);
    if (look === undefined) return;
    const { state, reading } = look;
    if (state.paid) await this.settleInvoice.execute(state, reading);
    else await this.failed(state, reading);
  }

  private async changed({ objectId }: EventReference): Promise<void> {
    const { state, reading } = await this.reader.subscription(objectId);
    await this.syncSubscription.execute(state, reading);
  }

  /** Stripe tries again for about two weeks; administrators hear of it once per invoice. */
  private async failed(
    { invoiceId: reference, failure, total, subscription }: InvoiceState,
    reading: number,
  ): Promise<void> {
    const userId = await this.syncSubscription.execute(subscription, reading);
    if (userId === undefined || failure === null) return;
    const { amountDue: amount, reason } = failure;
    const retryAt = failure.retryAt?.toISOString() ?? null;
    const { currency } = total;
    const alert = { kind: 'renewal_failed' as const, userId, reference, amount, currency, reason, retryAt };
    await this.transactor.run((tx) => announce(tx, billingAlert, { key: `renewal:${reference}`, alert }));
  }
}
