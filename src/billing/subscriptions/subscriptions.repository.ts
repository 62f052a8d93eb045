import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import type { SubscriptionState } from '../payment-gateway.js';

export interface SubscriptionOwner {
  readonly provider: string;
  readonly userId: UserId;
  readonly purchaseId: string;
}

/** Mirror of the provider's subscriptions, for showing; access comes from the periods that were paid. */
@Injectable()
export class SubscriptionsRepository {
  constructor(private readonly clock: Clock) {}

  async mirror(tx: Tx, owner: SubscriptionOwner, state: SubscriptionState): Promise<void> {
    await tx.query(
      `insert into subscriptions
         (provider, subscription_id, user_id, purchase_id, status, cancel_at_period_end, current_period_end, synced_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (provider, subscription_id) do update set status = excluded.status,
         cancel_at_period_end = excluded.cancel_at_period_end, current_period_end = excluded.current_period_end,
         synced_at = excluded.synced_at`,
      [
        owner.provider,
        state.subscriptionId,
        owner.userId,
        owner.purchaseId,
        state.status,
        state.cancelAtPeriodEnd,
        state.currentPeriodEnd,
        this.clock.now(),
      ],
    );
  }

  /** Until when the last period that we know of was paid. */
  async periodEnd(db: Db, provider: string, subscriptionId: string): Promise<Date | undefined> {
    const [row] = await db.query<{ end: Date | null }>(
      `select current_period_end as end from subscriptions where provider = $1 and subscription_id = $2`,
      [provider, subscriptionId],
    );
    return row?.end ?? undefined;
  }

  async ownerOf(db: Db, provider: string, subscriptionId: string): Promise<SubscriptionOwner | undefined> {
    const [row] = await db.query<SubscriptionOwner>(
      `select provider, user_id as "userId", purchase_id as "purchaseId" from subscriptions
       where provider = $1 and subscription_id = $2`,
      [provider, subscriptionId],
    );
    return row;
  }
}
