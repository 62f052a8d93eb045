import { Injectable } from '@nestjs/common';
import { Reader } from '../../database/reader.js';
import type { UserId } from '../../kernel/ids.js';
import { NoBillingAccount } from '../billing.errors.js';
import { PaymentGateway, type PortalEntry } from '../payment-gateway.js';
import { CustomersRepository } from '../purchases/customers.repository.js';

/** A short-lived link to the customer's own page at the provider: invoices, cards, subscriptions. */
@Injectable()
export class OpenPortal {
  constructor(
    private readonly reader: Reader,
    private readonly customers: CustomersRepository,
    private readonly gateway: PaymentGateway,
  ) {}

  async execute(userId: UserId, returnUrl: string, entry: PortalEntry = 'home'): Promise<string> {
    const customerId = await this.customers.customerOf(this.reader, this.gateway, userId);
    if (customerId === undefined) throw new NoBillingAccount();
    return this.gateway.createPortal(customerId, returnUrl, entry);
  }
}
