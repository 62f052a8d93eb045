import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import type { UserId } from '../../kernel/ids.js';
import { PlanPurchases } from '../subscriptions/plan-purchases.js';
import { SubscriptionMirror } from '../subscriptions/subscription-mirror.js';
import type { SubscriptionState } from '../subscriptions/subscription.types.js';

/** Brings a plan's mirror and access in line with the subscription as fetched from the provider. */
@Injectable()
export class SyncSubscription {
  constructor(
    private readonly transactor: Transactor,
    private readonly plans: PlanPurchases,
    private readonly mirror: SubscriptionMirror,
  ) {}

  /** `reading`: the number that was taken before the provider was asked. Answers whose plan it is. */
  execute(state: SubscriptionState, reading: number): Promise<UserId | undefined> {
    return this.transactor.run(async (tx) => {
      const purchase = await this.plans.locked(tx, state);
      if (purchase === undefined) return undefined;
      await this.mirror.apply(tx, purchase, state, reading);
      return purchase.userId;
    });
  }
}
