import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import { PlanAccessRepository } from '../access/plan-access.repository.js';
import { creditsGranted, subscriptionChanged } from '../billing.jobs.js';
import type { Purchase } from '../purchases/purchase.entity.js';
import { PurchasesRepository } from '../purchases/purchases.repository.js';
import { PlanHoldings } from './plan-holdings.js';
import { subscriptionChanges } from './subscription-changes.js';
import { SubscriptionTerms } from './subscription-terms.js';
import { isServed, type SubscriptionState } from './subscription.types.js';
import { SubscriptionsRepository } from './subscriptions.repository.js';

/** Writes down what the provider says about a subscription, and announces what is new about it, once. */
@Injectable()
export class SubscriptionMirror {
  constructor(
    private readonly subscriptions: SubscriptionsRepository,
    private readonly terms: SubscriptionTerms,
    private readonly access: PlanAccessRepository,
    private readonly purchases: PurchasesRepository,
    private readonly holdings: PlanHoldings,
  ) {}

  /** `reading`: the look's number. The caller holds the purchase's lock. */
  async apply(tx: Tx, purchase: Purchase, state: SubscriptionState, reading: number): Promise<void> {
    const { provider, id: purchaseId, userId } = purchase;
    const { subscriptionId, plan } = state;
    const before = await this.subscriptions.locked(tx, provider, subscriptionId);
    if (before !== undefined && before.reading > reading) return;
    if (purchase.subscriptionId !== subscriptionId) {
      await this.purchases.setSubscription(tx, purchaseId, subscriptionId);
    }
    const terms = plan === null ? undefined : await this.terms.of(tx, purchase, subscriptionId, plan);
    const productId = terms?.productId ?? null;
    await this.subscriptions.save(tx, { provider, userId, purchaseId }, state, { productId, reading });
    if (state.status === 'trialing') await this.startTrial(tx, purchase, state);
    await this.align(tx, purchase, subscriptionId);
    const hasBegun = isServed(state.status) && (before === undefined || !isServed(before.status));
    if (hasBegun) await this.holdings.begun(tx, purchase, subscriptionId);
    const { endedUnpaid } = state;
    for (const change of subscriptionChanges(before, state, productId)) {
      await announce(tx, subscriptionChanged, { userId, subscriptionId, reading, change, endedUnpaid });
    }
  }

  /** After a period was paid: what follows from it and from the state. */
  align(tx: Tx, { provider }: Purchase, subscriptionId: string): Promise<void> {
    return this.access.align(tx, provider, subscriptionId);
  }

  /** Nothing is paid for a trial, so no invoice will close its purchase. */
  private async startTrial(tx: Tx, purchase: Purchase, { trialStart }: SubscriptionState): Promise<void> {
    if (trialStart === null) return;
    await this.purchases.trialStarted(tx, purchase, trialStart);
    if (purchase.status === 'paid') return;
    await this.purchases.setStatus(tx, purchase.id, 'paid', trialStart);
    // Messages are free now, so those that waited for credits may go on.
    await announce(tx, creditsGranted, { userId: purchase.userId });
  }
}
