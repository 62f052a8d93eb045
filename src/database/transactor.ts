import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import type { Tx } from './db.js';
import { Reader } from './reader.js';
import { runStatement } from './run-statement.js';

const deadlockDetected = '40P01';

/** The only maker of transactions. READ COMMITTED, PostgreSQL's default (naming it would cost a statement); rows that decide something are locked by the work itself. */
@Injectable()
export class Transactor {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    /** For what needs no transaction. */
    readonly reader: Reader,
  ) {}

  /**
   * Runs `work` in one transaction and returns its result once it is committed.
   * `work` must not call Telegram or Stripe, and may run again when PostgreSQL picked it as a deadlock's victim.
   */
  async run<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(work);
      } catch (error) {
        if (attempt === 3 || !isDeadlock(error)) throw error;
      }
    }
  }

  private async once<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    const hints: (() => void)[] = [];
    const result = await this.dataSource.transaction('READ COMMITTED', (manager) =>
      work(asTx(manager, hints)),
    );
    for (const hint of hints) hint();
    return result;
  }
}

function asTx(manager: EntityManager, hints: (() => void)[]): Tx {
  const tx = {
    manager,
    query: <Row>(sql: string, parameters?: readonly unknown[]) => runStatement<Row>(manager, sql, parameters),
    onCommit: (hint: () => void) => {
      hints.push(hint);
    },
  };
  return tx as Tx;
}

function isDeadlock(error: unknown): boolean {
  return (
    error instanceof QueryFailedError && (error.driverError as { code?: string }).code === deadlockDetected
  );
}
