import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { type BillingAlert, billingAlert } from '../../billing/billing.jobs.js';
import { CustomersRepository } from '../../billing/purchases/customers.repository.js';
import { PurchasesRepository } from '../../billing/purchases/purchases.repository.js';
import { SettleRecharge } from '../../billing/use-cases/settle-recharge.use-case.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import type { UserId } from '../../kernel/ids.js';
import { chargeState } from '../mappers/charge-state.js';
import { idOf, purchaseIdOf } from '../mappers/checkout-state.js';
import { StripeClient } from '../stripe-client.js';
import { EventGroup } from './event-group.js';
import type { EventReference } from './event-reference.js';

/** What administrators must hear of, and the customer where it concerns them. */
@Injectable()
export class TroubleEvents extends EventGroup {
  readonly handlers = [
    ['payment_intent.payment_failed', (event: EventReference) => this.paymentFailed(event)],
  ] as const;

  constructor(
    private readonly stripe: StripeClient,
    private readonly transactor: Transactor,
    private readonly purchases: PurchasesRepository,
    private readonly settleRecharge: SettleRecharge,
    private readonly customers: CustomersRepository,
  ) {
    super();
  }

  /** One try of a card. At a checkout the page stays open, so this is news and no end; a recharge tells its own. */
  private async paymentFailed({ eventId, objectId }: EventReference): Promise<void> {
    const intent = await this.stripe.api.paymentIntents.retrieve(objectId);
    if (await this.settleRecharge.execute(chargeState(intent))) return;
    // A renewal's failure is told by its invoice, which knows the plan and when Stripe tries again.
    if (await this.isForInvoice(objectId)) return;
    const failure = intent.last_payment_error;
    await this.alert(eventId, {
      kind: 'payment_failed',
      userId: await this.buyerOf(intent),
      reference: intent.id,
      amount: intent.amount,
      currency: intent.currency,
      reason: failure?.decline_code ?? failure?.code ?? failure?.message ?? 'unknown',
    });
  }

  alert(key: string, alert: BillingAlert): Promise<void> {
    return this.transactor.run((tx) => announce(tx, billingAlert, { key, alert }));
  }

  private async isForInvoice(intentId: string): Promise<boolean> {
    const payment = { type: 'payment_intent' as const, payment_intent: intentId };
    const { data } = await this.stripe.api.invoicePayments.list({ payment, limit: 1 });
    return data.length > 0;
  }

  /** Stripe: the intent of a plan's checkout does not carry the session's metadata, but it has the customer. */
  private async buyerOf({ metadata, customer, livemode }: Stripe.PaymentIntent): Promise<UserId | null> {
    const { reader } = this.transactor;
    const purchaseId = purchaseIdOf(metadata['purchase_id']);
    const purchase = purchaseId === null ? null : await this.purchases.byId(reader, purchaseId);
    if (purchase !== null) return purchase.userId;
    const customerId = idOf(customer);
    if (customerId === null) return null;
    return (await this.customers.userOf(reader, { provider: 'stripe', livemode }, customerId)) ?? null;
  }
}
