import type { EntityManager } from 'typeorm';
import type { Tx } from './db.js';
import { andCommit } from './pooled-client.js';
import { runStatement } from './run-statement.js';

/** One transaction while its work runs: what the work may do, and whether it has committed already. */
export class RunningTransaction {
  private readonly hints: (() => void)[] = [];
  private ended = false;

  constructor(private readonly manager: EntityManager) {}

  /** Its last statement took the commit along. */
  get hasEnded(): boolean {
    return this.ended;
  }

  hint(): void {
    for (const hint of this.hints) hint();
  }

  asTx(mayEndEarly: boolean): Tx {
    const tx = {
      manager: this.manager,
      query: <Row>(sql: string, parameters?: readonly unknown[]) => this.query<Row>(sql, parameters),
      ...(mayEndEarly
        ? {
            endWith: <Row>(sql: string, parameters: readonly unknown[]) => this.endWith<Row>(sql, parameters),
          }
        : {}),
      onCommit: (hint: () => void) => {
        this.hints.push(hint);
      },
    };
    return tx as Tx;
  }

  private async query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]> {
    // It would run outside any transaction, on a connection that still looks like one.
    if (this.ended) throw new Error('a statement came after the last one of its transaction');
    return runStatement<Row>(this.manager, sql, parameters);
  }

  private async endWith<Row>(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    const rows = await this.query<Row>(sql + andCommit, parameters);
    this.ended = true;
    return rows;
  }
}
