import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import { billingAlert } from '../billing.jobs.js';
import type { Purchase } from '../purchases/purchase.entity.js';

interface Held {
  readonly subscriptionId: string;
  readonly title: string;
}

/** Nobody needs a plan twice: it is not sold to those who have it, and one that was bought twice all the same is told. */
@Injectable()
export class PlanHoldings {
  constructor(private readonly clock: Clock) {}

  /** Whether the customer has that plan: it is on trial, runs, waits for a payment or is paused. */
  async has(db: Db, userId: UserId, productId: number): Promise<boolean> {
    return (await this.held(db, userId, productId)).length > 0;
  }

  /**
   * To be asked when a subscription has just begun. Two pages that were open at once can both be paid; the money is
   * for something, so both are served, and administrators are told which one is too much. Locks the account row, so
   * that of two beginnings one sees the other.
   */
  async notice(tx: Tx, purchase: Purchase, subscriptionId: string): Promise<void> {
    const { userId, productId, id: purchaseId } = purchase;
    await tx.query(`select 1 from credit_accounts where user_id = $1 for update`, [userId]);
    const [first] = (await this.held(tx, userId, productId)).filter(
      (held) => held.subscriptionId !== subscriptionId,
    );
    if (first === undefined) return;
    const { title, subscriptionId: other } = first;
    const alert = {
      kind: 'plan_twice' as const,
      userId,
      reference: subscriptionId,
      other,
      title,
      purchaseId,
    };
    await announce(tx, billingAlert, { key: `plan-twice:${subscriptionId}`, alert });
  }

  /** A provider that only tells of payments does not say when a plan has ended, so there the last period decides. */
  private held(db: Db, userId: UserId, productId: number): Promise<Held[]> {
    return db.query<Held>(
      `select s.subscription_id as "subscriptionId", g.title
       from subscriptions s join purchases o on o.id = s.purchase_id
         join products g on g.id = coalesce(s.product_id, o.product_id)
       where s.user_id = $1 and g.id = $2 and s.status in ('trialing', 'active', 'past_due', 'paused')
         and (s.reading > 0 or s.current_period_end > $3)
       order by s.current_period_end, s.subscription_id`,
      [userId, productId, this.clock.now()],
    );
  }
}
