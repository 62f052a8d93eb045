import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import { directStatements } from './direct-statements.js';
import { usualLots } from './ledger.repository.js';
import type { Entry, GrantInput, SpendInput } from './ledger.types.js';

/** What was written. */
export interface Moved {
  readonly id: number;
  readonly holdId: number | null;
  /** What the account had before. */
  readonly creditsBefore: number;
}

/** Without `id` somebody moved credits in between, and nothing was written. */
type Written = Omit<Moved, 'id'> & { readonly id: number | null };

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
    { userId, amount, source, reason }: SpendInput,
    newHold?: Entry['newHold'],
  ): Promise<Moved | undefined> {
    const now = this.clock.now();
    const values = [userId, key, now, amount, usualLots, source.type, source.id, reason ?? null];
    const hold = newHold === undefined ? [] : [newHold.key, newHold.expiresAt];
    return this.write(tx, directStatements[kind], [...values, ...hold]);
  }

  grant(tx: Tx, key: string, input: GrantInput): Promise<Moved | undefined> {
    const { userId, amount, origin, source, actor = null, reason = null, expiresAt = null } = input;
    const values = [userId, key, this.clock.now(), amount, source.type, source.id, actor, reason, expiresAt];
    return this.write(tx, directStatements.grant[origin], values);
  }

  /** The key names the first of the holds, of which none is named twice. */
  capture(tx: Tx, key: string, userId: UserId, holdIds: readonly number[]): Promise<Moved | undefined> {
    return this.write(tx, directStatements.capture, [userId, key, this.clock.now(), holdIds]);
  }

  /** A statement that had to wait for the account saw what was before; once that is locked, it sees what is. */
  private async write(tx: Tx, sql: string, values: readonly unknown[]): Promise<Moved | undefined> {
    for (;;) {
      const [row] = await tx.query<Written>(sql, values);
      if (row === undefined) return undefined;
      const { id, ...rest } = row;
      if (id !== null) return { id, ...rest };
      await tx.query(`select from credit_accounts where user_id = $1 for update`, [values[0]]);
    }
  }
}
