import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { CustomersRepository } from '../../billing/purchases/customers.repository.js';
import { PurchasesRepository } from '../../billing/purchases/purchases.repository.js';
import { Reader } from '../../database/reader.js';
import type { UserId } from '../../kernel/ids.js';
import { idOf, purchaseIdOf } from '../mappers/checkout-state.js';

/** Who pays with an intent, as far as that is known. */
@Injectable()
export class IntentBuyers {
  constructor(
    private readonly reader: Reader,
    private readonly purchases: PurchasesRepository,
    private readonly customers: CustomersRepository,
  ) {}

  /** Stripe: the intent of a plan's checkout does not carry the session's metadata, but it has the customer. */
  async of({ metadata, customer, livemode }: Stripe.PaymentIntent): Promise<UserId | null> {
    const purchaseId = purchaseIdOf(metadata['purchase_id']);
    const purchase = purchaseId === null ? null : await this.purchases.byId(this.reader, purchaseId);
    if (purchase !== null) return purchase.userId;
    const customerId = idOf(customer);
    if (customerId === null) return null;
    return (await this.customers.userOf(this.reader, { provider: 'stripe', livemode }, customerId)) ?? null;
  }
}
