import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, QueryFailedError, type QueryRunner } from 'typeorm';
import type { Tx } from './db.js';
import { Reader } from './reader.js';
import { RunningTransaction } from './running-transaction.js';
import { isStalePlan } from './stale-plan.js';

const deadlockDetected = '40P01';
/** Raised by the function `refuse_as_last()`. */
const refusedAsLast = 'TX001';

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
   * `work` must not call Telegram or Stripe, and may run again: when PostgreSQL picked it as a deadlock's victim, when
   * a migration has changed what it reads, or when its last statement refused to be the last.
   */
  async run<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    let mayEndEarly = true;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(work, mayEndEarly);
      } catch (error) {
        const code = codeOf(error);
        if (mayEndEarly && code === refusedAsLast) mayEndEarly = false;
        else if (attempt >= 3 || !(code === deadlockDetected || isStalePlan(error))) throw error;
      }
    }
  }

  private async once<Result>(work: (tx: Tx) => Promise<Result>, mayEndEarly: boolean): Promise<Result> {
    const runner = this.dataSource.createQueryRunner();
    const running = new RunningTransaction(runner.manager);
    try {
      // Not TypeORM's own start, which names the default isolation level in a statement of its own.
      await runner.query('begin');
      try {
        const result = await work(running.asTx(mayEndEarly));
        if (!running.hasEnded) await runner.query('commit');
        running.hint();
        return result;
      } catch (error) {
        if (!running.hasEnded) await rollback(runner);
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

function codeOf(error: unknown): string | undefined {
  return error instanceof QueryFailedError ? (error.driverError as { code?: string }).code : undefined;
}
