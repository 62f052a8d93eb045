import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { billingAlert, subscriptionChanged } from '../billing.jobs.js';
import { PurchaseStanding } from '../purchases/purchase-standing.js';
import type { SubscriptionChange } from '../subscriptions/subscription-changes.js';
import { PlansQuery } from '../subscriptions/plans.query.js';

interface PlanNews {
  readonly userId: UserId;
  readonly subscriptionId: string;
  readonly reading: number;
  readonly change: SubscriptionChange;
}

/** The provider's own page does not ask us before it changes a plan, so administrators hear of it afterwards. */
@Injectable()
@OnEvent(subscriptionChanged, 'blocked')
export class TellOfBlockedChange {
  constructor(
    private readonly transactor: Transactor,
    private readonly standings: PurchaseStanding,
    private readonly plans: PlansQuery,
  ) {}

  async handle({ userId, subscriptionId, reading, change }: PlanNews): Promise<void> {
    if (change !== 'plan_changed') return;
    await this.transactor.run(async (tx) => {
      const { isBlocked, isBanned } = await this.standings.of(tx, userId);
      const plan = await this.plans.byId(tx, subscriptionId);
      if (!(isBlocked || isBanned) || plan === undefined) return;
      const { title, amount, currency } = plan;
      const alert = {
        kind: 'plan_changed_while_blocked' as const,
        userId,
        reference: subscriptionId,
        title,
        amount,
        currency,
      };
      const key = `plan_changed_while_blocked:${subscriptionId}:${reading}`;
      await announce(tx, billingAlert, { key, alert });
    });
  }
}
