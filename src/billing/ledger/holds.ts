import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import type { UserId } from '../../kernel/ids.js';
import { capLotChanges } from './consumption.js';
import { Ledger, type SpendInput } from './ledger.js';
import type { Movement } from './ledger.types.js';
import { LedgerRepository } from './ledger.repository.js';

interface OpenHold {
  readonly id: number;
  readonly amount: number;
  readonly transactionId: number;
}

/** Credits set aside for a message: taken when its copy stands in the topic, given back when it cannot. */
@Injectable()
export class Holds {
  constructor(
    private readonly ledger: Ledger,
    private readonly repository: LedgerRepository,
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

  /** The things held for have happened: the credits are spent. Holds that are closed already count nothing. */
  async capture(tx: Tx, userId: UserId, holdIds: readonly number[]): Promise<void> {
    await this.close(tx, userId, holdIds, 'captured');
  }

  /** The things held for cannot happen: the credits go back into the lots they came from. */
  async release(tx: Tx, userId: UserId, holdIds: readonly number[]): Promise<void> {
    await this.close(tx, userId, holdIds, 'released');
  }

  private async close(
    tx: Tx,
    userId: UserId,
    holdIds: readonly number[],
    status: 'captured' | 'released',
  ): Promise<void> {
    if (holdIds.length === 0) return;
    const account = await this.repository.lock(tx, userId);
    const open = await tx.query<OpenHold>(
      `select id, amount, hold_transaction_id as "transactionId" from credit_holds
       where id = any($1) and user_id = $2 and status = 'open' order by id`,
      [holdIds, userId],
    );
    const [first] = open;
    if (first === undefined) return;
    const amount = open.reduce((sum, hold) => sum + hold.amount, 0);
    const released = status === 'released';
    const kind = released ? 'release' : 'capture';
    // What comes back to somebody who owes settles that first.
    const settled = released ? Math.min(account.owed, amount) : 0;
    const movements: Movement[] = [];
    if (settled > 0) movements.push({ from: 'held', to: 'owed', amount: settled });
    if (settled < amount)
      movements.push({ from: 'held', to: released ? 'credits' : 'spent', amount: amount - settled });
    const transactions = open.map((hold) => hold.transactionId);
    const lotChanges = released
      ? capLotChanges(await this.repository.taken(tx, transactions), amount - settled)
      : [];
    await this.repository.record(tx, account, {
      kind,
      // A hold closes once, so its id names the transaction also when several close together.
      key: `${kind}:hold:${first.id}`,
      amount,
      source: { type: 'hold', id: String(first.id) },
      movements,
      lotChanges,
      closedHolds: { ids: open.map((hold) => hold.id), status },
    });
  }
}
