import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import type { UserId } from '../../kernel/ids.js';
import { Clock } from '../../kernel/clock.js';
import { apply } from './consumption.js';
import type { AccountState, Entry, OpenLot, Source } from './ledger.types.js';
import { recordStatement } from './record-statement.js';

export interface Recorded {
  readonly id: number;
  readonly holdId: number | null;
  readonly account: AccountState;
}

/** Reading more lots than these is worth it only for an amount that they do not hold. */
export const usualLots = 32;

/** What an operation needs to know once the account is locked. */
export interface Position {
  readonly account: AccountState;
  /** In the order in which they are spent: enough of them for the amount, if there are. */
  readonly lots: readonly (OpenLot & { readonly isExpired: boolean })[];
  /** A transaction with the same idempotency key, if the operation was done before. */
  readonly earlier: { readonly id: number; readonly amount: number; readonly userId: UserId } | null;
}

const accountColumns = `user_id as "userId", credits, held, frozen, owed, version`;
/** Of customer `$1` at time `$3`, for the idempotency key `$2` and at most `$4` lots. */
const positionColumns = `
  coalesce((
    select jsonb_agg(jsonb_build_object('id', id, 'remaining', remaining,
                                        'isExpired', coalesce(expires_at <= $3, false)))
    from (select id, remaining, expires_at from credit_lots
          where user_id = $1 and is_open and frozen_at is null
          order by priority, expires_at, id limit $4) open_lots), '[]') as lots,
  (select jsonb_build_object('id', id, 'amount', amount, 'userId', user_id)
   from ledger_transactions where idempotency_key = $2) as earlier`;

@Injectable()
export class LedgerRepository {
  constructor(private readonly clock: Clock) {}

  /** Serialises everything that moves this customer's credits; lots and holds are touched only under it. */
  async lock(tx: Tx, userId: UserId): Promise<AccountState> {
    const [account] = await tx.query<AccountState>(
      `select ${accountColumns} from credit_accounts where user_id = $1 for update`,
      [userId],
    );
    if (account === undefined) throw new Error(`user ${userId} has no credit account`);
    return account;
  }

  /** Locks the account and reads what a grant must know. */
  claim(tx: Tx, userId: UserId, key: string): Promise<Position> {
    return this.open(tx, userId, key, 0);
  }

  /** Locks the account and reads what is needed to take `amount` from it. */
  async position(tx: Tx, userId: UserId, key: string, amount: number): Promise<Position> {
    const usual = await this.open(tx, userId, key, usualLots);
    const held = usual.lots.reduce((sum, { remaining }) => sum + remaining, 0);
    return usual.lots.length < usualLots || held >= amount ? usual : this.open(tx, userId, key, null);
  }

  /**
   * One statement in the usual case. When it had to wait for the lock, only the account itself is as the last owner
   * left it; the rest is older and is read again. The version tells, because every movement raises it.
   */
  private async open(tx: Tx, userId: UserId, key: string, limit: number | null): Promise<Position> {
    const parameters = [userId, key, this.clock.now(), limit];
    const [row] = await tx.query<Omit<Position, 'account'> & AccountState & { seen: number }>(
      `select ${accountColumns}, (select version from credit_accounts where user_id = $1) as seen, ${positionColumns}
       from credit_accounts where user_id = $1 for update`,
      parameters,
    );
    if (row === undefined) throw new Error(`user ${userId} has no credit account`);
    const { lots, earlier, seen, ...account } = row;
    if (seen === account.version) return { account, lots, earlier };
    const [fresh] = await tx.query<Omit<Position, 'account'>>(`select ${positionColumns}`, parameters);
    return { account, lots: fresh?.lots ?? [], earlier: fresh?.earlier ?? null };
  }

  /** Whether that was done before. Asked under the account's lock. */
  async isKnown(tx: Tx, key: string): Promise<boolean> {
    const rows = await tx.query(`select 1 from ledger_transactions where idempotency_key = $1`, [key]);
    return rows.length > 0;
  }

  /** What adjustments took back, negative for what they restored; in the order in which that happened. */
  async takings(tx: Tx, sources: readonly Source[]): Promise<{ at: Date; credits: number }[]> {
    const keys = sources.flatMap(({ type, id }) => [`claw_back:${type}:${id}`, `restore:${type}:${id}`]);
    return tx.query(
      `select created_at as at, case kind when 'claw_back' then amount else -amount end as credits
       from ledger_transactions where idempotency_key = any($1) order by id`,
      [keys],
    );
  }

  /** Writes one transaction whole: journal, movements, lots and the customer's account. */
  async record(tx: Tx, account: AccountState, entry: Entry): Promise<Recorded> {
    const after = apply(account, entry.movements);
    const { sql, values } = recordStatement(entry, after, this.clock.now());
    const [row] = await tx.query<Omit<Recorded, 'account'>>(sql, values);
    if (row === undefined) throw new Error('the ledger wrote no transaction');
    return { ...row, account: after };
  }

  async account(db: Db, userId: UserId): Promise<AccountState> {
    const [account] = await db.query<AccountState>(
      `select ${accountColumns} from credit_accounts where user_id = $1`,
      [userId],
    );
    return account ?? { userId, credits: 0, held: 0, frozen: 0, owed: 0, version: 0 };
  }
}
