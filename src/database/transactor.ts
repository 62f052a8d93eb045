import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, QueryFailedError, type QueryRunner } from 'typeorm';
import type { Tx } from './db.js';
import { Reader } from './reader.js';
import { runStatement } from './run-statement.js';

const deadlockDetected = '40P01';

/** The only maker of transactions. READ COMMITTED, PostgreSQL's default; rows that decide something are locked by the work itself. */
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
    const runner = this.dataSource.createQueryRunner();
    try {
      // Not TypeORM's own start, which names the default isolation level in a statement of its own.
      await runner.query('begin');
      try {
        const result = await work(asTx(runner.manager, hints));
        await runner.query('commit');
        for (const hint of hints) hint();
        return result;
      } catch (error) {
        await rollback(runner);
        throw error;
      }
    } finally {
      await runner.release();
    }
  }
}

/** What failed first is what the caller must see; a connection that cannot roll back is closed by its pool. */
async function rollback(runner: QueryRunner): Promise<void> {
  try {
    await runner.query('rollback');
  } catch {
    // The server has rolled back with the connection.
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
