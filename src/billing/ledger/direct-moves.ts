import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import { directStatements, lastStatements } from './direct-statements.js';
import { usualLots } from './ledger.repository.js';
import type { Entry, GrantInput, SpendInput } from './ledger.types.js';

/** What was written. */
export interface Moved {
  readonly id: number;
  readonly holdId: number | null;
  /** What the account had before. */
  readonly creditsBefore: number;
}

/** Without `creditsBefore` the case is not the usual one; without `id` somebody moved credits in between. */
interface Written {
  readonly id: number | null;
  readonly holdId: number | null;
  readonly creditsBefore: number | null;
}

/**
 * Nearly every movement is a plain one: nothing owed, nothing expired, one lot, asked for once. Those take one statement
 * here. Undefined means that this one is of another kind: nothing was written.
 */
@Injectable()
export class DirectMoves {
  constructor(private readonly clock: Clock) {}

  take(
    tx: Tx,
    kind: 'spend' | 'hold',
    key: string,
    input: SpendInput,
    newHold?: Entry['newHold'],
  ): Promise<Moved | undefined> {
    const hold = newHold === undefined ? [] : [newHold.key, newHold.expiresAt];
    return this.write(tx, directStatements[kind], [...this.taking(key, input), ...hold]);
  }

  /** With the commit, and only if more than `floor` is left; false when this transaction cannot end with it. */
  async spendAsLast(tx: Tx, key: string, input: SpendInput, floor: number): Promise<boolean> {
    return this.endWith(tx, lastStatements.spend, [...this.taking(key, input), floor]);
  }

  grant(tx: Tx, key: string, input: GrantInput): Promise<Moved | undefined> {
    return this.write(tx, directStatements.grant[input.origin], this.granting(key, input));
  }

  grantAsLast(tx: Tx, key: string, input: GrantInput): Promise<boolean> {
    return this.endWith(tx, lastStatements.grant[input.origin], this.granting(key, input));
  }

  /** The key names the first of the holds, of which none is named twice. */
  capture(tx: Tx, key: string, userId: UserId, holdIds: readonly number[]): Promise<Moved | undefined> {
    return this.write(tx, directStatements.capture, [userId, key, this.clock.now(), holdIds]);
  }

  captureAsLast(tx: Tx, key: string, userId: UserId, holdIds: readonly number[]): Promise<boolean> {
    return this.endWith(tx, lastStatements.capture, [userId, key, this.clock.now(), holdIds]);
  }

  private taking(key: string, { userId, amount, source, reason }: SpendInput): unknown[] {
    return [userId, key, this.clock.now(), amount, usualLots, source.type, source.id, reason ?? null];
  }

  private granting(key: string, input: GrantInput): unknown[] {
    const { userId, amount, source, actor = null, reason = null, expiresAt = null } = input;
    return [userId, key, this.clock.now(), amount, source.type, source.id, actor, reason, expiresAt];
  }

  /** A statement that had to wait for the account saw what was before; once that is locked, it sees what is. */
  private async write(tx: Tx, sql: string, values: readonly unknown[]): Promise<Moved | undefined> {
    // A transaction that may not end early runs for the second time, as a rule because somebody was faster.
    if (tx.endWith === undefined) await this.lock(tx, values);
    for (;;) {
      const [row] = await tx.query<Written>(sql, values);
      if (row === undefined) throw new Error('a movement told nothing');
      const { id, holdId, creditsBefore } = row;
      if (creditsBefore === null) return undefined;
      if (id !== null) return { id, holdId, creditsBefore };
      await this.lock(tx, values);
    }
  }

  private async lock(tx: Tx, [userId]: readonly unknown[]): Promise<void> {
    await tx.query(`select from credit_accounts where user_id = $1 for update`, [userId]);
  }

  /** Of another kind, it refuses: the work runs again and does not come here. */
  private async endWith(tx: Tx, sql: string, values: readonly unknown[]): Promise<boolean> {
    if (tx.endWith === undefined) return false;
    await tx.endWith(sql, values);
    return true;
  }
}
