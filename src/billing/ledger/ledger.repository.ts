import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import type { UserId } from '../../kernel/ids.js';
import { Clock } from '../../kernel/clock.js';
import { apply } from './consumption.js';
import type { AccountState, Entry, LotChange, OpenLot, Origin, Source } from './ledger.types.js';

const priorities: Record<Origin, number> = { promo: 10, gift: 10, restore: 20, subscription: 20, paid: 30 };

export interface Recorded {
  readonly id: number;
  readonly holdId: number | null;
}

/** What an operation needs to know once the account is locked. */
export interface Position {
  readonly lots: readonly OpenLot[];
  /** A transaction with the same idempotency key, if the operation was done before. */
  readonly earlier: { readonly id: number; readonly amount: number; readonly userId: UserId } | null;
}

@Injectable()
export class LedgerRepository {
  constructor(private readonly clock: Clock) {}

  /** Serialises everything that moves this customer's credits; lots and holds are touched only under it. */
  async lock(tx: Tx, userId: UserId): Promise<AccountState> {
    const [account] = await tx.query<AccountState>(
      `select user_id as "userId", credits, held, owed, version from credit_accounts where user_id = $1 for update`,
      [userId],
    );
    if (account === undefined) throw new Error(`user ${userId} has no credit account`);
    return account;
  }

  /** A statement of its own after the lock: only then does its snapshot see what the lock's last owner wrote. */
  async position(tx: Tx, userId: UserId, key: string): Promise<Position> {
    const [row] = await tx.query<Position>(
      `select coalesce((
           select jsonb_agg(jsonb_build_object('id', id, 'remaining', remaining)
                            order by priority, expires_at nulls last, id)
           from credit_lots
           where user_id = $1 and remaining > 0 and frozen_at is null
             and effective_at <= $3 and (expires_at is null or expires_at > $3)), '[]') as lots,
         (select jsonb_build_object('id', id, 'amount', amount, 'userId', user_id)
          from ledger_transactions where idempotency_key = $2) as earlier`,
      [userId, key, this.clock.now()],
    );
    return row ?? { lots: [], earlier: null };
  }

  /** The lot of that grant first, then what was paid for, then what was given; within each, what lasts longest. */
  lotsToClaw(tx: Tx, userId: UserId, grant: Source): Promise<OpenLot[]> {
    return tx.query<OpenLot>(
      `select id, remaining from credit_lots where user_id = $1 and remaining > 0
       order by (source_type, source_id) = ($2, $3) desc, priority desc, expires_at desc nulls first, id`,
      [userId, grant.type, grant.id],
    );
  }

  /** The lot of a grant, and how much of it was taken out. */
  async lotOf(tx: Tx, grant: Source): Promise<{ id: number; room: number } | undefined> {
    const [lot] = await tx.query<{ id: number; room: number }>(
      `select id, amount - remaining as room from credit_lots where source_type = $1 and source_id = $2`,
      [grant.type, grant.id],
    );
    return lot;
  }

  /** Writes one transaction whole: journal, movements, lots and the customer's account. */
  async record(tx: Tx, account: AccountState, entry: Entry): Promise<Recorded> {
    const after = apply(account, entry.movements);
    const now = this.clock.now();
    const lot = entry.newLot;
    const [row] = await tx.query<Recorded>(recordSql, [
      entry.kind,
      entry.key,
      account.userId,
      entry.amount,
      entry.source.type,
      entry.source.id,
      entry.actor ?? null,
      entry.reason ?? null,
      after.version,
      after.credits,
      after.held,
      after.owed,
      now,
      entry.movements.map(({ from }) => from),
      entry.movements.map(({ to }) => to),
      entry.movements.map(({ amount }) => amount),
      entry.lotChanges.map(({ lotId }) => lotId),
      entry.lotChanges.map(({ amount }) => amount),
      lot?.origin ?? null,
      lot?.amount ?? null,
      lot?.remaining ?? null,
      lot === undefined ? null : priorities[lot.origin],
      lot?.expiresAt ?? null,
      entry.newHold?.key ?? null,
      entry.newHold?.expiresAt ?? null,
      entry.closedHolds?.ids ?? [],
      entry.closedHolds?.status ?? null,
    ]);
    if (row === undefined) throw new Error('the ledger wrote no transaction');
    return row;
  }

  /** What earlier transactions took from lots, to be put back in reverse. */
  async taken(tx: Tx, transactionIds: readonly number[]): Promise<LotChange[]> {
    return tx.query<LotChange>(
      `select lot_id as "lotId", -sum(amount)::bigint as amount from lot_movements
       where transaction_id = any($1) group by lot_id having sum(amount) <> 0 order by lot_id`,
      [transactionIds],
    );
  }

  async account(db: Db, userId: UserId): Promise<AccountState> {
    const [account] = await db.query<AccountState>(
      `select user_id as "userId", credits, held, owed, version from credit_accounts where user_id = $1`,
      [userId],
    );
    return account ?? { userId, credits: 0, held: 0, owed: 0, version: 0 };
  }
}

// `unique (user_id, account_version)` is a second net under the row lock: writing from a stale account fails loudly.
const recordSql = `
  with entry as (
    insert into ledger_transactions
      (kind, idempotency_key, user_id, amount, source_type, source_id, actor, reason,
       account_version, credits_after, held_after, owed_after, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    returning id
  ), movements as (
    insert into ledger_movements (transaction_id, from_account, to_account, amount)
    select entry.id, m.from_account, m.to_account, m.amount
    from entry, unnest($14::text[], $15::text[], $16::bigint[]) as m (from_account, to_account, amount)
  ), account as (
    update credit_accounts set credits = $10, held = $11, owed = $12, version = $9
    where user_id = $3 and version = $9 - 1
  ), changes as (
    select lot_id, amount from unnest($17::bigint[], $18::bigint[]) as c (lot_id, amount)
  ), lots as (
    update credit_lots set remaining = remaining + changes.amount from changes where credit_lots.id = changes.lot_id
  ), lot_log as (
    insert into lot_movements (transaction_id, lot_id, amount)
    select entry.id, changes.lot_id, changes.amount from entry, changes
  ), new_lot as (
    insert into credit_lots
      (user_id, transaction_id, source_type, source_id, origin, amount, remaining, priority, effective_at, expires_at)
    select $3, entry.id, $5, $6, $19, $20, $21, $22, $13, $23 from entry where $19::text is not null
    returning id, remaining
  ), new_lot_log as (
    insert into lot_movements (transaction_id, lot_id, amount)
    select entry.id, new_lot.id, new_lot.remaining from entry, new_lot where new_lot.remaining > 0
  ), new_hold as (
    insert into credit_holds (user_id, amount, status, key, hold_transaction_id, expires_at)
    select $3, $4, 'open', $24, entry.id, $25 from entry where $24::text is not null
    returning id
  ), closed_holds as (
    update credit_holds set status = $27, closing_transaction_id = entry.id from entry
    where credit_holds.id = any($26::bigint[])
  )
  select entry.id, (select id from new_hold) as "holdId" from entry`;
