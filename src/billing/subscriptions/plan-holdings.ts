import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import { billingAlert, planBegan } from '../billing.jobs.js';
import { ProviderPricesRepository } from '../catalog/provider-prices.repository.js';
import type { Purchase } from '../purchases/purchase.entity.js';

export interface HeldPlan {
  readonly subscriptionId: string;
  readonly productId: number;
  readonly title: string;
  readonly provider: string;
  readonly livemode: boolean;
}

/**
 * What a customer who has a plan may do about another one. `same`: they have it already; `change`: the provider's
 * billing page changes to it; `later`: only after the present one has ended.
 */
export type PlanWay = 'same' | 'change' | 'later';

/** One plan at a time: none is sold to those who have one, and two that were bought all the same are told. */
@Injectable()
export class PlanHoldings {
  constructor(
    private readonly listed: ProviderPricesRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Those on trial, running, waiting for a payment or paused. A provider that only tells of payments does not say when
   * a plan has ended, so there the last period decides.
   */
  running(db: Db, userId: UserId): Promise<HeldPlan[]> {
    return db.query<HeldPlan>(
      `select s.subscription_id as "subscriptionId", g.id as "productId", g.title, s.provider, o.livemode
       from subscriptions s join purchases o on o.id = s.purchase_id
         join products g on g.id = coalesce(s.product_id, o.product_id)
       where s.user_id = $1 and s.status in ('trialing', 'active', 'past_due', 'paused')
         and (s.reading > 0 or s.current_period_end > $2)
       order by s.current_period_end, s.subscription_id`,
      [userId, this.clock.now()],
    );
  }

  /** Undefined when nothing runs: the plan can be bought. */
  async wayTo(db: Db, userId: UserId, productId: number): Promise<PlanWay | undefined> {
    const held = await this.running(db, userId);
    const [first] = held;
    if (first === undefined) return undefined;
    if (held.some((plan) => plan.productId === productId)) return 'same';
    const plans = await this.listed.listedPlans(db, first);
    const isOnPage = plans.length > 1 && plans.some((plan) => plan.productId === productId);
    return isOnPage ? 'change' : 'later';
  }

  /**
   * To be told when a subscription has just begun. Two pages that were open at once can both be paid; the money is for
   * something, so both are served, and administrators are told which one is too much. Locks the account row, so that of
   * two beginnings one sees the other.
   */
  async begun(tx: Tx, purchase: Purchase, subscriptionId: string): Promise<void> {
    const { userId, id: purchaseId } = purchase;
    await tx.query(`select 1 from credit_accounts where user_id = $1 for update`, [userId]);
    await announce(tx, planBegan, { userId });
    const held = await this.running(tx, userId);
    const first = held.find((plan) => plan.subscriptionId !== subscriptionId);
    const second = held.find((plan) => plan.subscriptionId === subscriptionId);
    if (first === undefined || second === undefined) return;
    const alert = {
      kind: 'plan_twice' as const,
      userId,
      reference: subscriptionId,
      other: first.subscriptionId,
      title: second.title,
      otherTitle: first.title,
      purchaseId,
    };
    await announce(tx, billingAlert, { key: `plan-twice:${subscriptionId}`, alert });
  }
}
