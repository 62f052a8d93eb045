import { Injectable } from '@nestjs/common';
import { Reader } from '../../database/reader.js';
import { Transactor } from '../../database/transactor.js';
import type { UserId } from '../../kernel/ids.js';
import { PaymentGateway } from '../payment-gateway.js';
import { CustomersRepository } from '../purchases/customers.repository.js';

/** The customer's own record at the payment provider; made at the first purchase, then always the same. */
@Injectable()
export class OpenBillingAccount {
  constructor(
    private readonly reader: Reader,
    private readonly transactor: Transactor,
    private readonly customers: CustomersRepository,
    readonly gateway: PaymentGateway,
  ) {}

  async execute(userId: UserId, telegramId: number): Promise<string> {
    const known = await this.customers.customerOf(this.reader, this.gateway, userId);
    if (known !== undefined) return known;
    const customerId = await this.gateway.createCustomer(userId, telegramId);
    await this.transactor.run((tx) => this.customers.remember(tx, this.gateway, userId, customerId));
    return customerId;
  }
}
