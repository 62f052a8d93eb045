import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';

/** Past the end of what was paid, while the provider still tries to collect: messages stay free, credits do not come. */
export const graceDays = 3;

/**
 * Access that follows from a subscription's state. Every row is worked out anew from the mirror and from the periods
 * that were paid, so the order in which both became known does not matter. The caller holds the mirror row's lock.
 */
@Injectable()
export class PlanAccessRepository {
  async align(tx: Tx, provider: string, subscriptionId: string): Promise<void> {
    const key = [provider, subscriptionId];
    await tx.query(trial, key);
    await tx.query(cut, key);
    await tx.query(endGrace, key);
    await tx.query(giveGrace, [...key, graceDays]);
  }
}

const mirrored = `subscriptions s where s.provider = $1 and s.subscription_id = $2`;

/** One trial in a customer's lifetime: the key is the customer, so a second subscription's trial gives nothing. */
const trial = `
  insert into access_periods (user_id, kind, product_id, starts_at, ends_at, source_type, source_id, subscription_id)
  select s.user_id, 'subscription', coalesce(s.product_id, o.product_id), s.trial_start, s.trial_end,
    'trial', s.user_id::text, s.subscription_id
  from subscriptions s join purchases o on o.id = s.purchase_id
  where s.provider = $1 and s.subscription_id = $2 and s.trial_end > s.trial_start and s.status not like 'incomplete%'
  on conflict (source_type, source_id) do update set ends_at = excluded.ends_at
    where access_periods.subscription_id = excluded.subscription_id and access_periods.ends_at <> excluded.ends_at`;

/** A subscription that was ended before its time takes the rest with it. */
const cut = `
  update access_periods a
  set ends_at = case when a.starts_at < s.ended_at then s.ended_at else a.ends_at end,
    revoked_at = case when a.starts_at < s.ended_at then a.revoked_at else coalesce(a.revoked_at, s.ended_at) end
  from ${mirrored} and a.subscription_id = s.subscription_id and a.ends_at > s.ended_at
    and a.source_type <> 'subscription_grace'`;

const endGrace = `
  delete from access_periods a using ${mirrored} and s.status <> 'past_due'
    and a.source_type = 'subscription_grace' and a.source_id = s.subscription_id`;

const giveGrace = `
  insert into access_periods (user_id, kind, product_id, starts_at, ends_at, source_type, source_id, subscription_id)
  select a.user_id, 'subscription', (array_agg(a.product_id order by a.ends_at desc))[1], max(a.ends_at),
    max(a.ends_at) + $3 * interval '24 hours', 'subscription_grace', s.subscription_id, s.subscription_id
  from access_periods a, ${mirrored} and s.status = 'past_due' and a.subscription_id = s.subscription_id
    and a.source_type <> 'subscription_grace' and a.suspended_at is null and a.revoked_at is null
  group by a.user_id, s.subscription_id
  on conflict (source_type, source_id) do update set starts_at = excluded.starts_at, ends_at = excluded.ends_at`;
