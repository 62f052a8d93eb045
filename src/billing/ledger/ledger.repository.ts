import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import type { UserId } from '../../kernel/ids.js';
import { Clock } from '../../kernel/clock.js';
import { apply } from './consumption.js';
import type { AccountState, Entry, OpenLot, Origin } from './ledger.types.js';

const priorities: Record<Origin, number> = { promo: 10, gift: 10, restore: 20, subscription: 20, paid: 30 };

export interface Recorded {
  readonly id: number;
  readonly holdId: number | null;
  readonly account: AccountState;
}

/** Reading more lots than these is worth it only for an amount that they do not hold. */
const usualLots = 32;

/** What an operation needs to know once the account is locked. */
export interface Position {
  /** In the order in which they are spent; those that hold the amount, or all. */
  readonly lots: readonly (OpenLot & { readonly isExpired: boolean })[];
  /** A transaction with the same idempotency key, if the operation was done before. */
  readonly earlier: { readonly id: number; readonly amount: number; readonly userId: UserId } | null;
}

@Injectable()
export class LedgerRepository {
  constructor(private readonly clock: Clock) {}

  /** Serialises everything that moves this customer's credits; lots and holds are touched only under it. */
  async lock(tx: Tx, userId: UserId): Promise<AccountState> {
    const [account] = await tx.query<AccountState>(
      `select user_id as "userId", credits, held, frozen, owed, version from credit_accounts where user_id = $1 for update`,
      [userId],
    );
    if (account === undefined) throw new Error(`user ${userId} has no credit account`);
    return account;
  }

  /** A statement of its own after the lock: only then does its snapshot see what the lock's last owner wrote. */
  async position(tx: Tx, userId: UserId, key: string, amount = 0): Promise<Position> {
    const usual = await this.read(tx, userId, key, usualLots);
    const held = usual.lots.reduce((sum, { remaining }) => sum + remaining, 0);
    return usual.lots.length < usualLots || held >= amount ? usual : this.read(tx, userId, key, null);
  }

  private async read(tx: Tx, userId: UserId, key: string, limit: number | null): Promise<Position> {
    const [row] = await tx.query<Position>(
      `select coalesce((
           select jsonb_agg(jsonb_build_object('id', id, 'remaining', remaining,
                                               'isExpired', coalesce(expires_at <= $3, false)))
           from (select id, remaining, expires_at from credit_lots
                 where user_id = $1 and remaining > 0 and frozen_at is null
                 order by priority, expires_at, id limit $4) open_lots), '[]') as lots,
         (select jsonb_build_object('id', id, 'amount', amount, 'userId', user_id)
          from ledger_transactions where idempotency_key = $2) as earlier`,
      [userId, key, this.clock.now(), limit],
    );
    return row ?? { lots: [], earlier: null };
  }

  /** Whether that was done before. Asked under the account's lock. */
  async isKnown(tx: Tx, key: string): Promise<boolean> {
    const rows = await tx.query(`select 1 from ledger_transactions where idempotency_key = $1`, [key]);
    return rows.length > 0;
  }

  /** Writes one transaction whole: journal, movements, lots and the customer's account. */
  async record(tx: Tx, account: AccountState, entry: Entry): Promise<Recorded> {
    const after = apply(account, entry.movements);
    const now = this.clock.now();
    const lot = entry.newLot;
    const [row] = await tx.query<Omit<Recorded, 'account'>>(recordSql, [
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
      after.frozen,
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
    return { ...row, account: after };
  }

  async account(db: Db, userId: UserId): Promise<AccountState> {
    const [account] = await db.query<AccountState>(
      `select user_id as "userId", credits, held, frozen, owed, version from credit_accounts where user_id = $1`,
      [userId],
    );
    return account ?? { userId, credits: 0, held: 0, frozen: 0, owed: 0, version: 0 };
  }
}

// `unique (user_id, account_version)` is a second net under the row lock: writing from a stale account fails loudly.
const recordSql = `
  with entry as (
    insert into ledger_transactions
      (kind, idempotency_key, user_id, amount, source_type, source_id, actor, reason,
       account_version, credits_after, held_after, owed_after, frozen_after, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    returning id
  ), movements as (
    insert into ledger_movements (transaction_id, from_account, to_account, amount)
    select entry.id, m.from_account, m.to_account, m.amount
    from entry, unnest($15::text[], $16::text[], $17::bigint[]) as m (from_account, to_account, amount)
  ), account as (
    update credit_accounts set credits = $10, held = $11, owed = $12, frozen = $13, version = $9
    where user_id = $3 and version = $9 - 1
  ), changes as (
    select lot_id, amount from unnest($18::bigint[], $19::bigint[]) as c (lot_id, amount)
  ), lots as (
    update credit_lots set remaining = remaining + changes.amount from changes where credit_lots.id = changes.lot_id
  ), lot_log as (
    insert into lot_movements (transaction_id, lot_id, amount)
    select entry.id, changes.lot_id, changes.amount from entry, changes
  ), new_lot as (
    insert into credit_lots
      (user_id, transaction_id, source_type, source_id, origin, amount, remaining, priority, effective_at, expires_at)
    select $3, entry.id, $5, $6, $20, $21, $22, $23, $14, $24 from entry where $20::text is not null
    returning id, remaining
  ), new_lot_log as (
    insert into lot_movements (transaction_id, lot_id, amount)
    select entry.id, new_lot.id, new_lot.remaining from entry, new_lot where new_lot.remaining > 0
  ), new_hold as (
    insert into credit_holds (user_id, amount, status, key, hold_transaction_id, expires_at)
    select $3, $4, 'open', $25, entry.id, $26 from entry where $25::text is not null
    returning id
  ), closed_holds as (
    update credit_holds set status = $28, closing_transaction_id = entry.id from entry
    where credit_holds.id = any($27::bigint[])
  )
  select entry.id, (select id from new_hold) as "holdId" from entry`;
