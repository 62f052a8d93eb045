import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dataSourceOptions } from '../../src/database/database.options.js';
import { administer } from '../support/server-statements.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('the pool of connections', () => {
  let database: TestDatabase;
  const uncaught: unknown[] = [];
  const note = (error: unknown): void => void uncaught.push(error);

  beforeEach(async () => {
    database = await createTestDatabase();
    process.on('uncaughtException', note);
  });
  afterEach(async () => {
    process.off('uncaughtException', note);
    await database.drop();
  });

  it('outlives connections that are cut right after they were made', async () => {
    const dataSource = new DataSource(dataSourceOptions({ url: database.url, poolSize: 20 }));
    await dataSource.initialize();
    const end = performance.now() + 1_500;
    const work = async (): Promise<void> => {
      while (performance.now() < end) {
        await dataSource.transaction((manager) => manager.query('select 1')).catch(() => undefined);
        // A busy process reads a connection's first and last words at once.
        for (const until = performance.now() + 3; performance.now() < until;);
      }
    };
    const cut = async (): Promise<void> => {
      while (performance.now() < end) {
        await administer(
          database.url.replace(/[^/]+$/, 'postgres'),
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`,
          [database.url.split('/').pop()],
        );
        await pause(10);
      }
    };
    await Promise.all([...Array.from({ length: 20 }, work), cut()]);
    expect(uncaught).toEqual([]);
    expect(await dataSource.query('select 1 as n')).toEqual([{ n: 1 }]);
    await dataSource.destroy();
  });
});
