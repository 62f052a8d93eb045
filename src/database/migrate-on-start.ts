import type { DataSource } from 'typeorm';
import { withSessionLock } from './session-lock.js';

/** Any number that nothing else in this database locks. */
const lockKey = 7_604_118_212;

/** Runs the migrations that are missing. Several processes may start at once: one works, the others wait for it. */
export async function runPendingMigrations(dataSource: DataSource): Promise<void> {
  await withSessionLock(dataSource, lockKey, () => dataSource.runMigrations());
}
