import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';

/** Any number that nothing else in this database locks. */
const lockKey = 7_604_118_212;

/**
 * Runs the migrations that are missing. Several processes may start at once: one works, the others wait for it.
 * A session's lock, asked for again and again, because waiting inside one statement would meet its time limit.
 */
export async function runPendingMigrations(dataSource: DataSource): Promise<void> {
  const session = dataSource.createQueryRunner();
  try {
    while (!(await isOurs(session.query('select pg_try_advisory_lock($1::bigint) as locked', [lockKey])))) {
      await pause(200);
    }
    await dataSource.runMigrations();
    await session.query('select pg_advisory_unlock($1::bigint)', [lockKey]);
  } finally {
    await session.release();
  }
}

async function isOurs(answer: Promise<unknown>): Promise<boolean> {
  const [row] = (await answer) as { locked: boolean }[];
  return row?.locked === true;
}
