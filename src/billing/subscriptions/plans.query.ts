import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import type { BillingInterval } from '../catalog/product.entity.js';
import type { SubscriptionStatus } from './subscription.types.js';

/** A customer's plan, for showing. */
export interface PlanOverview {
  readonly subscriptionId: string;
  readonly productId: number;
  readonly title: string;
  readonly titles: Partial<Record<string, string>>;
  readonly status: SubscriptionStatus;
  readonly isPaused: boolean;
  readonly currentPeriodEnd: Date | null;
  /** When it will end; null while it renews by itself. */
  readonly endsAt: Date | null;
  /** The end of what is free now, grace included; null when nothing of it is. */
  readonly freeUntil: Date | null;
  /** Of one period. */
  readonly amount: number;
  readonly currency: string;
  readonly billingInterval: BillingInterval | null;
  readonly openInvoiceUrl: string | null;
}

const select = `
  select s.subscription_id as "subscriptionId", g.id as "productId", g.title, g.titles, s.status,
    g.billing_interval as "billingInterval",
    s.collection_paused or s.status = 'paused' as "isPaused", s.current_period_end as "currentPeriodEnd",
    s.ends_at as "endsAt", s.open_invoice_url as "openInvoiceUrl",
    coalesce(t.amount, o.amount) as amount, coalesce(t.currency, o.currency) as currency,
    (select max(a.ends_at) from access_periods a where a.subscription_id = s.subscription_id
       and a.ends_at > $2 and a.suspended_at is null and a.revoked_at is null) as "freeUntil"
  from subscriptions s join purchases o on o.id = s.purchase_id
    join products g on g.id = coalesce(s.product_id, o.product_id)
    left join subscription_terms t
      on t.provider = s.provider and t.subscription_id = s.subscription_id and t.price_id = s.price_id`;

@Injectable()
export class PlansQuery {
  constructor(private readonly clock: Clock) {}

  /**
   * Those that are not over; one that waits for its payment is among them. A provider that only tells of payments does
   * not say when a plan has ended, so there the last period decides.
   */
  ofUser(db: Db, userId: UserId): Promise<PlanOverview[]> {
    return db.query<PlanOverview>(
      `${select} where s.user_id = $1 and s.status in ('trialing', 'active', 'past_due', 'paused', 'unpaid')
         and (s.reading > 0 or s.current_period_end > $2)
       order by s.current_period_end desc nulls last, s.subscription_id`,
      [userId, this.clock.now()],
    );
  }

  async byId(db: Db, subscriptionId: string): Promise<PlanOverview | undefined> {
    const [plan] = await db.query<PlanOverview>(`${select} where s.subscription_id = $1`, [
      subscriptionId,
      this.clock.now(),
    ]);
    return plan;
  }
}
