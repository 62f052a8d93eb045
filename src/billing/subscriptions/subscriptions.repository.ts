import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import type { SubscriptionState, SubscriptionStatus } from './subscription.types.js';

export interface SubscriptionOwner {
  readonly provider: string;
  readonly userId: UserId;
  readonly purchaseId: string;
}

/** What was known of a subscription before the present look at it. */
export interface KnownSubscription {
  readonly status: SubscriptionStatus;
  readonly productId: number | null;
  readonly collectionPaused: boolean;
  readonly endsAt: Date | null;
  readonly reading: number;
}

/** Mirror of the provider's subscriptions. */
@Injectable()
export class SubscriptionsRepository {
  constructor(private readonly clock: Clock) {}

  /**
   * Numbers a look at the provider, to be taken before it is asked: of two looks the one with the higher number began
   * later, so it saw every change whose event is being handled.
   */
  async nextReading(db: Db): Promise<number> {
    const [row] = await db.query<{ reading: number }>(`select nextval('subscription_readings') as reading`);
    if (row === undefined) throw new Error('the sequence gave no number');
    return row.reading;
  }

  async locked(tx: Tx, provider: string, subscriptionId: string): Promise<KnownSubscription | undefined> {
    const [row] = await tx.query<KnownSubscription>(
      `select status, product_id as "productId", collection_paused as "collectionPaused", ends_at as "endsAt", reading
       from subscriptions where provider = $1 and subscription_id = $2 for update`,
      [provider, subscriptionId],
    );
    return row;
  }

  /** `productId`: null when the price is none of ours; then the plan that was known stays. */
  async save(
    tx: Tx,
    owner: SubscriptionOwner,
    state: SubscriptionState,
    { productId, reading }: { productId: number | null; reading: number },
  ): Promise<void> {
    await tx.query(
      `insert into subscriptions
         (provider, subscription_id, user_id, purchase_id, status, cancel_at_period_end, current_period_end, synced_at,
          product_id, price_id, trial_start, trial_end, collection_paused, ends_at, ended_at, open_invoice_url, reading)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
       on conflict (provider, subscription_id) do update set status = excluded.status,
         cancel_at_period_end = excluded.cancel_at_period_end, current_period_end = excluded.current_period_end,
         synced_at = excluded.synced_at, product_id = coalesce(excluded.product_id, subscriptions.product_id),
         price_id = coalesce(excluded.price_id, subscriptions.price_id), trial_start = excluded.trial_start,
         trial_end = excluded.trial_end, collection_paused = excluded.collection_paused, ends_at = excluded.ends_at,
         ended_at = excluded.ended_at, open_invoice_url = excluded.open_invoice_url, reading = excluded.reading`,
      [
        owner.provider,
        state.subscriptionId,
        owner.userId,
        owner.purchaseId,
        state.status,
        state.endsAt !== null,
        state.currentPeriodEnd,
        this.clock.now(),
        productId,
        productId === null ? null : (state.plan?.priceId ?? null),
        state.trialStart,
        state.trialEnd,
        state.collectionPaused,
        state.endsAt,
        state.endedAt,
        state.openInvoiceUrl,
        reading,
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

  /** For a provider that only tells of payments: the plan runs at least until then. */
  async extend(tx: Tx, owner: SubscriptionOwner, subscriptionId: string, end: Date): Promise<void> {
    await tx.query(
      `insert into subscriptions
         (provider, subscription_id, user_id, purchase_id, status, current_period_end, synced_at)
       values ($1, $2, $3, $4, 'active', $5, $6)
       on conflict (provider, subscription_id) do update set status = excluded.status,
         current_period_end = excluded.current_period_end, synced_at = excluded.synced_at,
         -- Cancelled within a period whose payment was told late: it runs to the end of that one.
         ends_at = case when subscriptions.ends_at is not null then excluded.current_period_end end, ended_at = null`,
      [owner.provider, subscriptionId, owner.userId, owner.purchaseId, end, this.clock.now()],
    );
  }

  /** For such a provider: whether the plan will be paid again. */
  async setRenewal(
    tx: Tx,
    provider: string,
    subscriptionId: string,
    change: 'ending' | 'renewing' | 'ended',
  ): Promise<void> {
    await tx.query(
      `update subscriptions set synced_at = $4,
         status = case when $3 = 'ended' then 'canceled' else status end,
         cancel_at_period_end = $3 = 'ending',
         ends_at = case $3 when 'ending' then current_period_end when 'ended' then $4 end,
         ended_at = case when $3 = 'ended' then $4::timestamptz end
       where provider = $1 and subscription_id = $2`,
      [provider, subscriptionId, change, this.clock.now()],
    );
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
