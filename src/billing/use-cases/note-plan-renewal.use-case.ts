import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { subscriptionChanged } from '../billing.jobs.js';
import type { Purchase } from '../purchases/purchase.entity.js';
import { PurchasesRepository } from '../purchases/purchases.repository.js';
import type { SubscriptionChange } from '../subscriptions/subscription-changes.js';
import {
  type KnownSubscription,
  SubscriptionsRepository,
} from '../subscriptions/subscriptions.repository.js';

/**
 * `canceled`: runs to the end of what is paid; `active`: goes on after all; `failed`: the next payment did not come;
 * `ended`: over at once, because what was paid went back.
 */
export type PlanRenewal = 'canceled' | 'active' | 'failed' | 'ended';

export interface PlanRenewalNews {
  readonly provider: string;
  /** Stands for the subscription, which this kind of provider does not name. */
  readonly purchaseId: string;
  readonly renewal: PlanRenewal;
}

/** News of a plan from a provider that otherwise tells of payments only; nothing that was known is news again. */
@Injectable()
export class NotePlanRenewal {
  constructor(
    private readonly transactor: Transactor,
    private readonly purchases: PurchasesRepository,
    private readonly subscriptions: SubscriptionsRepository,
  ) {}

  execute({ provider, purchaseId, renewal }: PlanRenewalNews): Promise<'noted' | 'known' | 'unknown'> {
    return this.transactor.run(async (tx) => {
      const purchase = await this.purchases.locked(tx, purchaseId);
      if (purchase?.provider !== provider) return 'unknown';
      const before = await this.subscriptions.locked(tx, provider, purchaseId);
      if (before === undefined) return 'unknown';
      const change = changeOf(before, renewal);
      if (change === undefined) return 'known';
      await this.subscriptions.setRenewal(tx, provider, purchaseId, change);
      await this.tell(tx, purchase, change, renewal);
      return 'noted';
    });
  }

  private async tell(
    tx: Tx,
    { userId, id: subscriptionId }: Purchase,
    change: SubscriptionChange,
    renewal: PlanRenewal,
  ): Promise<void> {
    const reading = await this.subscriptions.nextReading(tx);
    const why = { endedUnpaid: renewal === 'failed', endedRefunded: renewal === 'ended' };
    await announce(tx, subscriptionChanged, { userId, subscriptionId, reading, change, ...why });
  }
}

function changeOf(
  { status, endsAt }: KnownSubscription,
  renewal: PlanRenewal,
): 'ending' | 'renewing' | 'ended' | undefined {
  if (status === 'canceled') return undefined;
  if (renewal === 'failed' || renewal === 'ended') return 'ended';
  if (renewal === 'canceled') return endsAt === null ? 'ending' : undefined;
  return endsAt === null ? undefined : 'renewing';
}
