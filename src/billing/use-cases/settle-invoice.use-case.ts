import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { sameMoney } from '../../kernel/money.js';
import { PaymentMismatch } from '../billing.errors.js';
import type { InvoiceState } from '../payment-gateway.js';
import { CustomersRepository } from '../purchases/customers.repository.js';
import type { Purchase } from '../purchases/purchase.entity.js';
import { PurchasesRepository } from '../purchases/purchases.repository.js';
import { SubscriptionsRepository } from '../subscriptions/subscriptions.repository.js';
import { Fulfilment } from './fulfilment.js';

/** Grants each paid period of a plan exactly once, keyed by subscription item and the period's start. */
@Injectable()
export class SettleInvoice {
  constructor(
    private readonly transactor: Transactor,
    private readonly purchases: PurchasesRepository,
    private readonly customers: CustomersRepository,
    private readonly subscriptions: SubscriptionsRepository,
    private readonly fulfilment: Fulfilment,
  ) {}

  execute(invoice: InvoiceState): Promise<'settled' | 'already-settled' | 'nothing-paid'> {
    return this.transactor.run(async (tx) => {
      const purchase = await this.find(tx, invoice);
      await this.purchases.setSubscription(tx, purchase.id, invoice.subscriptionId);
      const { provider, userId, id: purchaseId } = purchase;
      await this.subscriptions.mirror(tx, { provider, userId, purchaseId }, invoice.subscription);
      if (!invoice.paid || invoice.periods.length === 0) return 'nothing-paid';
      let settled = false;
      for (const period of invoice.periods) {
        const source = {
          type: 'subscription_period',
          id: `${period.itemId}:${period.start.getTime() / 1_000}`,
        };
        const { paymentIntentId, total } = invoice;
        if (await this.fulfilment.fulfil(tx, { purchase, source, paymentIntentId, total, period }))
          settled = true;
      }
      return settled ? 'settled' : 'already-settled';
    });
  }

  private async find(tx: Tx, invoice: InvoiceState): Promise<Purchase> {
    const purchase = invoice.purchaseId === null ? null : await this.purchases.locked(tx, invoice.purchaseId);
    const refuse = (expected: string, found: string): PaymentMismatch =>
      new PaymentMismatch({ purchaseId: invoice.purchaseId ?? invoice.invoiceId, expected, found });
    if (purchase?.kind !== 'subscription') throw refuse('a plan of ours', String(invoice.purchaseId));
    if (purchase.livemode !== invoice.livemode) throw refuse('the mode of the purchase', 'the other mode');
    const customer = await this.customers.customerOf(tx, purchase, purchase.userId);
    if (customer !== undefined && invoice.customerId !== null && customer !== invoice.customerId) {
      throw refuse(customer, invoice.customerId);
    }
    const price = { amount: purchase.amount, currency: purchase.currency };
    if (invoice.paid && invoice.periods.length > 0 && !sameMoney(price, invoice.subtotal)) {
      throw refuse(
        `${price.amount} ${price.currency}`,
        `${invoice.subtotal.amount} ${invoice.subtotal.currency}`,
      );
    }
    return purchase;
  }
}
