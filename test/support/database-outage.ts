import { inject } from 'vitest';
import { administer } from './server-statements.js';
import type { TestDatabase } from './test-database.js';

/** The database refuses everybody and cuts who is connected, until the returned function lets them in again. */
export async function takeDatabaseAway(database: TestDatabase): Promise<() => Promise<void>> {
  const server = inject('databaseServer');
  const name = new URL(database.url).pathname.slice(1);
  await administer(server, `alter database ${name} with allow_connections false`);
  await administer(server, `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, [
    name,
  ]);
  return async () => {
    await administer(server, `alter database ${name} with allow_connections true`);
  };
}
