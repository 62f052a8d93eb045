import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectionSettings, dataSourceOptions } from '../../src/database/database.options.js';
import { migrations } from '../../src/database/migrations.js';
import { PooledClient } from '../../src/database/pooled-client.js';
import { createEmptyDatabase, type TestDatabase } from '../support/test-database.js';
import { statementsBefore } from './statements-before.js';

const { history } = statementsBefore;
const first = migrations.findIndex(({ name }) => name.startsWith('NameLedgerDomains'));

describe('a process of an earlier version, whose statements are prepared', () => {
  let database: TestDatabase;
  let old: PooledClient;
  beforeAll(async () => {
    database = await createEmptyDatabase();
    await migrate(first);
    old = new PooledClient({ ...connectionSettings, connectionString: database.url });
    await old.connect();
    await old.query(`
      insert into users (telegram_id, created_at, updated_at) values (1, now(), now());
      insert into credit_accounts (user_id) select id from users`);
  });
  afterAll(async () => {
    await old.end();
    await database.drop();
  });

  async function migrate(count: number): Promise<void> {
    const options = dataSourceOptions({ url: database.url, poolSize: 1 });
    const dataSource = new DataSource({ ...options, migrations: migrations.slice(0, count) });
    await dataSource.initialize();
    await dataSource.runMigrations();
    await dataSource.destroy();
  }

  /** Ten credits come and one goes. */
  async function works(turn: number): Promise<void> {
    const { spend, grant, due, takings } = statementsBefore;
    const now = new Date();
    await old.query(grant, [1, `grant:${turn}`, now, 10, 'test', `grant ${turn}`, null, null, null]);
    await old.query(spend, [1, `spend:${turn}`, now, 1, 3, 'test', `spend ${turn}`, null]);
    await old.query(due, [1, now]);
    await old.query(takings, [[`claw_back:${turn}`]]);
    const { rows } = await old.query(`select credits::int from credit_accounts where user_id = $1`, [1]);
    expect(rows).toEqual([{ credits: turn * 9 }]);
  }

  it('goes on granting and spending while each later migration runs', async () => {
    await old.query(history, [1, 15]);
    let turn = 1;
    await works(turn);
    for (let count = first + 1; count <= migrations.length; count += 1) {
      await migrate(count);
      turn += 1;
      await works(turn).catch((error: unknown) => {
        throw new Error(`after ${migrations[count - 1]?.name ?? ''}: ${String(error)}`, { cause: error });
      });
    }
  });

  it('shows what moved credits, although a migration gave the columns other types', async () => {
    const { rows } = await old.query(history, [1, 15]);
    expect(rows).toHaveLength(15);
  });
});
