import { Injectable } from '@nestjs/common';
import { Reader } from '../../database/reader.js';
import type { UserId } from '../../kernel/ids.js';

/** The later of two subscriptions of one customer. */
export interface PlanBoughtTwice {
  readonly userId: UserId;
  readonly purchaseId: string;
  readonly provider: string;
  readonly subscriptionId: string;
  readonly title: string;
  /** Nothing is charged for it any more. */
  readonly isOver: boolean;
  /** The last payment for it that can still be refunded; null for a trial, and when all went back. */
  readonly paymentId: number | null;
}

/** What can be undone of a plan that somebody bought beside another one. */
@Injectable()
export class PlanBoughtTwiceQuery {
  constructor(private readonly reader: Reader) {}

  async of(purchaseId: string): Promise<PlanBoughtTwice | undefined> {
    const [plan] = await this.reader.query<PlanBoughtTwice>(
      `select s.user_id as "userId", s.purchase_id as "purchaseId", s.provider,
         s.subscription_id as "subscriptionId", g.title,
         s.status in ('canceled', 'unpaid', 'incomplete_expired') as "isOver",
         (select max(p.id) from payments p
          where p.purchase_id = o.id and p.amount > p.refunded_amount) as "paymentId"
       from subscriptions s join purchases o on o.id = s.purchase_id
         join products g on g.id = coalesce(s.product_id, o.product_id)
       where o.id = $1 and s.provider = o.provider and s.subscription_id = o.subscription_id`,
      [purchaseId],
    );
    return plan;
  }
}
