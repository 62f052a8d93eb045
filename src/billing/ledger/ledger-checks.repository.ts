import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import { invariantsSql, type Violation } from './invariants.js';

/** What the nightly checks found; kept so that somebody who looks later sees since when. */
@Injectable()
export class LedgerChecksRepository {
  /** Everything that breaks a rule. Reads all money tables, so it may take longer than other statements. */
  async violations(tx: Tx): Promise<Violation[]> {
    await tx.query(`set local statement_timeout = '15min'`);
    return tx.query<Violation>(invariantsSql);
  }

  /** A check that runs again for the same moment replaces what it found. */
  async keep(tx: Tx, at: Date, found: number, listed: readonly Violation[]): Promise<void> {
    await tx.query(
      `insert into ledger_checks (checked_at, violations, listed) values ($1, $2, $3)
       on conflict (checked_at) do update set violations = excluded.violations, listed = excluded.listed`,
      [at, found, JSON.stringify(listed)],
    );
  }

  /** Of the last check; undefined before the first one. */
  async lastCount(db: Db): Promise<number | undefined> {
    const [row] = await db.query<{ violations: number }>(
      `select violations from ledger_checks order by checked_at desc limit 1`,
    );
    return row?.violations;
  }
}
