import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import type { LotRoom, OpenLot, OwnedLot, Source } from './ledger.types.js';

/** Credits that can be spent, by where they came from. */
export interface LotSums {
  /** Bought, or given back for what was bought. */
  readonly paid: number;
  readonly plan: number;
  /** Gifts and promotions. */
  readonly given: number;
}

/** What a customer's lots are worth now, whether or not what has expired was booked yet. */
export interface Standing {
  readonly spendable: number;
  readonly lots: LotSums;
  readonly held: number;
  readonly frozen: number;
  readonly owed: number;
  /** The next credits to expire. */
  readonly nextExpiry: { readonly at: Date; readonly credits: number } | undefined;
}

/** A frozen lot's time stands still, and one that was booked as expired stays so whatever a clock says. */
const isExpired = `(l.frozen_at is null and l.expires_at <= $2::timestamptz
  or exists (select from ledger_transactions t where t.idempotency_key = 'expire:lot:' || l.id))`;

/** Lots are read and changed only under the lock of their customer's account; showing them needs none. */
@Injectable()
export class LotsRepository {
  constructor(private readonly clock: Clock) {}

  /** What has expired and was not booked yet, oldest first. */
  due(tx: Tx, userId: UserId): Promise<OpenLot[]> {
    return tx.query<OpenLot>(
      `select id, remaining from credit_lots
       where user_id = $1 and is_open and frozen_at is null and expires_at <= $2 order by expires_at, id`,
      [userId, this.clock.now()],
    );
  }

  /** Customers with such lots, whoever waits longest first. */
  async customersDue(db: Db, limit: number): Promise<UserId[]> {
    const rows = await db.query<{ userId: UserId }>(
      `select user_id as "userId" from (
         select user_id, expires_at from credit_lots
         where is_open and frozen_at is null and expires_at is not null and expires_at <= $1
         order by expires_at limit $2
       ) due group by user_id order by min(expires_at)`,
      [this.clock.now(), limit],
    );
    return rows.map(({ userId }) => userId);
  }

  /** Every lot with credits, in burn order; those whose payment is being checked come last. */
  all(tx: Tx, userId: UserId): Promise<OwnedLot[]> {
    return tx.query<OwnedLot>(
      `select id, remaining, frozen_at is not null as "isFrozen" from credit_lots
       where user_id = $1 and is_open order by frozen_at is not null, priority, expires_at, id`,
      [userId],
    );
  }

  /**
   * The lot of that grant first, then what was paid for, then what was given; within each, what lasts longest. Lots
   * whose own payment is being checked come last.
   */
  toClaw(tx: Tx, userId: UserId, grant: Source): Promise<OwnedLot[]> {
    return tx.query<OwnedLot>(
      `select id, remaining, frozen_at is not null as "isFrozen" from credit_lots
       where user_id = $1 and is_open
       order by (source_type, source_id) = ($2, $3) desc, frozen_at is not null, priority desc,
         expires_at desc nulls first, id`,
      [userId, grant.type, grant.id],
    );
  }

  /** The lot of a grant, with what was taken out of it. */
  async ofGrant(tx: Tx, grant: Source): Promise<(LotRoom & { remaining: number }) | undefined> {
    const [lot] = await tx.query<LotRoom & { remaining: number }>(
      `select l.id as "lotId", l.amount - l.remaining as room, l.remaining, l.frozen_at is not null as "isFrozen",
         ${isExpired} as "isExpired", l.expires_at as "expiresAt"
       from credit_lots l where l.source_type = $1 and l.source_id = $3`,
      [grant.type, this.clock.now(), grant.id],
    );
    return lot;
  }

  /** What these transactions took from lots, to be put back. */
  taken(tx: Tx, transactionIds: readonly number[]): Promise<LotRoom[]> {
    return tx.query<LotRoom>(
      `select l.id as "lotId", taken.amount as room, l.frozen_at is not null as "isFrozen",
         ${isExpired} as "isExpired", l.expires_at as "expiresAt"
       from (
         select lot_id, -sum(amount)::bigint as amount from lot_movements
         where transaction_id = any($1) group by lot_id having sum(amount) <> 0
       ) taken join credit_lots l on l.id = taken.lot_id order by l.id`,
      [transactionIds, this.clock.now()],
    );
  }

  /** How much of a lot expired unspent and was not put back. */
  async expiredOf(tx: Tx, lotId: number): Promise<number> {
    const [row] = await tx.query<{ amount: number }>(
      `select coalesce(-sum(l.amount), 0)::bigint as amount from lot_movements l
       where l.lot_id = $1 and exists (
         select from ledger_movements m
         where m.transaction_id = l.transaction_id and 'expired' in (m.from_account, m.to_account))`,
      [lotId],
    );
    return row?.amount ?? 0;
  }

  async freeze(tx: Tx, lotId: number): Promise<void> {
    await tx.query(`update credit_lots set frozen_at = $2 where id = $1`, [lotId, this.clock.now()]);
  }

  /** The time in which nobody could spend them is added to the life of the credits. */
  async thaw(tx: Tx, lotId: number): Promise<void> {
    await tx.query(
      `update credit_lots set frozen_at = null, expires_at = expires_at + ($2::timestamptz - frozen_at) where id = $1`,
      [lotId, this.clock.now()],
    );
  }

  async extend(tx: Tx, lotId: number, until: Date): Promise<void> {
    await tx.query(`update credit_lots set expires_at = $2 where id = $1`, [lotId, until]);
  }

  async standing(db: Db, userId: UserId): Promise<Standing> {
    const [row] = await db.query<
      Omit<Standing, 'nextExpiry' | 'lots'> & LotSums & { at: Date | null; expiring: number }
    >(
      `with open as (
         select remaining, origin, expires_at, frozen_at is not null as is_frozen from credit_lots
         where user_id = $1 and is_open and (frozen_at is not null or expires_at is null or expires_at > $2)
       ), next as (
         select min(expires_at) as at from open where not is_frozen
       )
       select coalesce(sum(remaining) filter (where not is_frozen), 0)::bigint as spendable,
         coalesce(sum(remaining) filter (where not is_frozen and origin in ('paid', 'restore')), 0)::bigint as paid,
         coalesce(sum(remaining) filter (where not is_frozen and origin = 'subscription'), 0)::bigint as plan,
         coalesce(sum(remaining) filter (where not is_frozen and origin in ('promo', 'gift')), 0)::bigint as given,
         coalesce((select held from credit_accounts where user_id = $1), 0) as held,
         coalesce((select owed from credit_accounts where user_id = $1), 0) as owed,
         coalesce(sum(remaining) filter (where is_frozen), 0)::bigint as frozen,
         max(next.at) as at,
         coalesce(sum(remaining) filter (where not is_frozen and expires_at = next.at), 0)::bigint as expiring
       from open, next`,
      [userId, this.clock.now()],
    );
    if (row === undefined) throw new Error('the standing came back empty');
    const { at, expiring, paid, plan, given, ...sums } = row;
    return {
      ...sums,
      lots: { paid, plan, given },
      nextExpiry: at === null ? undefined : { at, credits: expiring },
    };
  }
}
