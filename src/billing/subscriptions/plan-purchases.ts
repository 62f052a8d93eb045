import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { PaymentMismatch } from '../billing.errors.js';
import { PaymentGateway } from '../payment-gateway.js';
import { CustomersRepository } from '../purchases/customers.repository.js';
import type { Purchase } from '../purchases/purchase.entity.js';
import { PurchasesRepository } from '../purchases/purchases.repository.js';
import type { SubscriptionState } from './subscription.types.js';
import { SubscriptionsRepository } from './subscriptions.repository.js';

/** Finds the purchase behind a subscription. */
@Injectable()
export class PlanPurchases {
  constructor(
    private readonly gateway: PaymentGateway,
    private readonly subscriptions: SubscriptionsRepository,
    private readonly purchases: PurchasesRepository,
    private readonly customers: CustomersRepository,
  ) {}

  /**
   * Locked. Undefined for a subscription that was not sold here. The metadata, which can be edited at the provider, is
   * asked only about a subscription that is not known yet, and compared with our rows.
   */
  async locked(tx: Tx, state: SubscriptionState): Promise<Purchase | undefined> {
    const owner = await this.subscriptions.ownerOf(tx, this.gateway.provider, state.subscriptionId);
    const purchaseId = owner?.purchaseId ?? state.purchaseId;
    if (purchaseId === null) return undefined;
    const purchase = await this.purchases.locked(tx, purchaseId);
    const refuse = (expected: string, found: string): PaymentMismatch =>
      new PaymentMismatch({ purchaseId, expected, found });
    if (purchase?.kind !== 'subscription') throw refuse('a plan of ours', purchaseId);
    if (purchase.livemode !== state.livemode) throw refuse('the mode of the purchase', 'the other mode');
    const other = purchase.subscriptionId;
    if (other !== null && other !== state.subscriptionId) throw refuse(other, state.subscriptionId);
    const customer = await this.customers.customerOf(tx, purchase, purchase.userId);
    if (customer !== undefined && state.customerId !== null && customer !== state.customerId) {
      throw refuse(customer, state.customerId);
    }
    return purchase;
  }
}
