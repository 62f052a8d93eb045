import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import type { UserId } from '../../kernel/ids.js';
import { Clock } from '../../kernel/clock.js';
import { giveBack, moved } from './consumption.js';
import { graceAfter } from './grace.js';
import { LateCapture, type ReleasedHold } from './late-capture.js';
import { Ledger } from './ledger.js';
import type { AccountState, Entry, SpendInput } from './ledger.types.js';
import { LedgerRepository } from './ledger.repository.js';
import { LotsRepository } from './lots.repository.js';

interface OpenHold {
  readonly id: number;
  readonly amount: number;
  readonly transactionId: number;
}

/** A hold that is open beyond its time. */
export interface OverdueHold {
  readonly id: number;
  readonly userId: UserId;
  /** Type and id of the source, with a colon between them. */
  readonly key: string;
}

/** Credits set aside for a message: taken when its copy stands in the topic, given back when it cannot. */
@Injectable()
export class Holds {
  constructor(
    private readonly ledger: Ledger,
    private readonly repository: LedgerRepository,
    private readonly lots: LotsRepository,
    private readonly late: LateCapture,
    private readonly clock: Clock,
  ) {}

  /** Returns the hold; throws `NotEnoughCredits`. A repetition returns the hold that stands already. */
  async open(tx: Tx, input: SpendInput, expiresAt: Date): Promise<number> {
    const key = `${input.source.type}:${input.source.id}`;
    const opened = await this.ledger.hold(tx, input, { key, expiresAt });
    if (opened !== undefined) return opened;
    const [row] = await tx.query<{ id: number }>(`select id from credit_holds where key = $1`, [key]);
    if (row === undefined) throw new Error(`the hold ${key} has a transaction but no row`);
    return row.id;
  }

  /**
   * The things held for have happened: the credits are spent, also those that were given back meanwhile. Holds that
   * were captured before count nothing. `isLast`: nothing follows in this transaction.
   */
  async capture(tx: Tx, userId: UserId, holdIds: readonly number[], isLast = false): Promise<void> {
    if (await this.ledger.capture(tx, userId, holdIds, isLast)) return;
    const captured = await this.close(tx, userId, holdIds, 'captured');
    if (captured === holdIds.length) return;
    const released = await tx.query<ReleasedHold>(
      `select id, amount from credit_holds where id = any($1) and user_id = $2 and status = 'released' order by id`,
      [holdIds, userId],
    );
    for (const hold of released) await this.late.charge(tx, userId, hold);
  }

  /** The things held for cannot happen: the credits go back into the lots they came from. */
  async release(tx: Tx, userId: UserId, holdIds: readonly number[]): Promise<void> {
    await this.close(tx, userId, holdIds, 'released');
  }

  /** Holds of that kind of source whose time is over, from `after` on; whoever opened them knows what that means. */
  overdue(db: Db, sourceType: string, after: number, limit: number): Promise<OverdueHold[]> {
    return db.query<OverdueHold>(
      `select id, user_id as "userId", key from credit_holds
       where status = 'open' and expires_at <= $1 and starts_with(key, $2 || ':') and id > $3
       order by id limit $4`,
      [this.clock.now(), sourceType, after, limit],
    );
  }

  /** Returns how many were open. */
  private async close(
    tx: Tx,
    userId: UserId,
    holdIds: readonly number[],
    status: 'captured' | 'released',
  ): Promise<number> {
    if (holdIds.length === 0) return 0;
    const account = await this.repository.lock(tx, userId);
    const open = await tx.query<OpenHold>(
      `select id, amount, hold_transaction_id as "transactionId" from credit_holds
       where id = any($1) and user_id = $2 and status = 'open' order by id`,
      [holdIds, userId],
    );
    const [first] = open;
    if (first === undefined) return 0;
    const amount = open.reduce((sum, hold) => sum + hold.amount, 0);
    const kind = status === 'captured' ? 'capture' : 'release';
    const moves: Moves =
      status === 'captured'
        ? { movements: [{ from: 'held', to: 'spent', amount }], lotChanges: [] }
        : await this.comeBack(tx, account, open, amount);
    await this.repository.record(tx, account, {
      kind,
      // A hold closes once, so its id names the transaction also when several close together.
      key: `${kind}:hold:${first.id}`,
      amount,
      source: { type: 'hold', id: String(first.id) },
      ...moves,
      closedHolds: { ids: open.map((hold) => hold.id), status },
    });
    return open.length;
  }

  /**
   * What comes back to somebody who owes settles that first. The rest goes into the lots that it came from; those that
   * have expired meanwhile are replaced by one with some days more, because the customer could not have spent it.
   */
  private async comeBack(
    tx: Tx,
    account: AccountState,
    open: readonly OpenHold[],
    amount: number,
  ): Promise<Moves> {
    const settled = Math.min(account.owed, amount);
    const transactions = open.map((hold) => hold.transactionId);
    const lots = await this.lots.taken(tx, transactions);
    const { lotChanges, credits, frozen, rest } = giveBack(lots, amount - settled);
    const movements = moved(
      { from: 'held', to: 'owed', amount: settled },
      { from: 'held', to: 'credits', amount: credits + rest },
      { from: 'held', to: 'frozen', amount: frozen },
    );
    if (rest === 0) return { movements, lotChanges };
    const expiresAt = graceAfter(this.clock.now());
    return { movements, lotChanges, newLot: { origin: 'restore', amount: rest, remaining: rest, expiresAt } };
  }
}

type Moves = Pick<Entry, 'movements' | 'lotChanges' | 'newLot'>;
