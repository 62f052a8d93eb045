import pg from 'pg';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectionSettings, dataSourceOptions } from '../../src/database/database.options.js';
import type { Tx } from '../../src/database/db.js';
import { Reader } from '../../src/database/reader.js';
import { Transactor } from '../../src/database/transactor.js';
import { createEmptyDatabase, type TestDatabase } from '../support/test-database.js';

const read = 'select name from changing where id = $1';

/** On one connection, so that each statement is prepared there. */
describe('a statement whose result a migration changes while the process runs', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let transactor: Transactor;
  let length = 10;

  beforeAll(async () => {
    database = await createEmptyDatabase();
    dataSource = new DataSource(dataSourceOptions({ url: database.url, poolSize: 1 }));
    await dataSource.initialize();
    transactor = new Transactor(dataSource, new Reader(dataSource));
    await dataSource.query('create table changing (id bigint, name varchar(10))');
    // The first begin and the first commit of a connection are sent by themselves.
    await transactor.run((tx) => ends(tx));
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  async function ends(tx: Tx): Promise<unknown> {
    await tx.query('select $1::int', [1]);
    return tx.endWith?.(read, [1]);
  }

  const ways: [string, () => Promise<unknown>][] = [
    ['outside a transaction', () => transactor.reader.query(read, [1])],
    ['as the first of one', () => transactor.run((tx) => tx.query(read, [1]))],
    [
      'later in one',
      () =>
        transactor.run(async (tx) => {
          await tx.query('select $1::int', [1]);
          return tx.query(read, [1]);
        }),
    ],
    ['as all of one', () => transactor.run(async (tx) => tx.endWith?.(read, [1]))],
    ['as the last of one', () => transactor.run(ends)],
  ];

  it.each(ways)('is prepared anew, and whoever asked is answered: %s', async (_, way) => {
    expect(await way()).toEqual([]);
    length += 1;
    await dataSource.query(`alter table changing alter column name type varchar(${length})`);
    expect(await way()).toEqual([]);
  });

  it('also for who asks with a callback, as a pool does', async () => {
    const pool = new pg.Pool({ ...connectionSettings, connectionString: database.url, max: 1 });
    await pool.query(read, [1]);
    await dataSource.query('alter table changing alter column name type text');
    expect((await pool.query(read, [1])).rows).toEqual([]);
    await expect(pool.query('select name from nowhere where id = $1', [1])).rejects.toThrow('nowhere');
    await pool.end();
  });
});
