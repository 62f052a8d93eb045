import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import type { Purchase } from '../purchases/purchase.entity.js';
import { PurchasesRepository } from '../purchases/purchases.repository.js';
import { PlanHoldings } from './plan-holdings.js';
import { SubscriptionsRepository } from './subscriptions.repository.js';

/** For a provider that only tells of payments: each of them lets the plan run until the end of what it paid for. */
@Injectable()
export class PlanExtension {
  constructor(
    private readonly subscriptions: SubscriptionsRepository,
    private readonly purchases: PurchasesRepository,
    private readonly holdings: PlanHoldings,
  ) {}

  /** Repeated news of an older period must not shorten what is known. The caller holds the purchase's lock. */
  async until(tx: Tx, purchase: Purchase, end: Date): Promise<void> {
    const { provider, userId, id } = purchase;
    const known = await this.subscriptions.periodEnd(tx, provider, id);
    if (known !== undefined && known >= end) return;
    await this.purchases.setSubscription(tx, id, id);
    await this.subscriptions.extend(tx, { provider, userId, purchaseId: id }, id, end);
    if (known === undefined) await this.holdings.begun(tx, purchase, id);
  }
}
