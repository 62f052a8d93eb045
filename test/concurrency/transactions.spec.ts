import { DataSource, QueryFailedError } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataSourceOptions } from '../../src/database/database.options.js';
import { Reader } from '../../src/database/reader.js';
import { Transactor } from '../../src/database/transactor.js';
import { createEmptyDatabase, type TestDatabase } from '../support/test-database.js';

/** On one connection, so that whatever is left on it meets the next transaction. */
describe('a transaction whose begin travels with its first statement', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let transactor: Transactor;

  beforeAll(async () => {
    database = await createEmptyDatabase();
    dataSource = new DataSource(dataSourceOptions({ url: database.url, poolSize: 1 }));
    await dataSource.initialize();
    transactor = new Transactor(dataSource, new Reader(dataSource));
    await dataSource.query('create table notes (id bigint primary key)');
    // The first one of a connection is sent in two parts.
    await transactor.run((tx) => tx.query('select $1::int', [1]));
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const insert = 'insert into notes values ($1)';
  const ids = async (): Promise<number[]> =>
    (await transactor.reader.query<{ id: number }>('select id from notes order by id')).map(({ id }) => id);

  it('keeps what it did, and answers with the rows of the statement', async () => {
    const [row] = await transactor.run((tx) =>
      tx.query<{ id: number; inside: boolean }>(
        `insert into notes values ($1) returning id, now() = statement_timestamp() as inside`,
        [1],
      ),
    );
    expect(row?.id).toBe(1);
    expect(await ids()).toEqual([1]);
    expect(await transactor.run((tx) => tx.query('select id from notes where id > $1', [100]))).toEqual([]);
    expect(await transactor.run((tx) => tx.query('delete from notes where id = $1', [100]))).toEqual([]);
  });

  it.each([
    ['with values', 'insert into notes values ($1)', [7]],
    ['without', 'insert into notes values (7)', undefined],
  ])('takes the first statement back with the rest: %s', async (_, statement, values) => {
    const work = transactor.run(async (tx) => {
      await tx.query(statement, values);
      expect(await tx.query('select id from notes where id = $1', [7])).toHaveLength(1);
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await ids()).toEqual([1]);
  });

  it('fails with its first statement, and the next one begins anew', async () => {
    await expect(transactor.run((tx) => tx.query(insert, [1]))).rejects.toBeInstanceOf(QueryFailedError);
    await transactor.run((tx) => tx.query(insert, [2]));
    expect(await ids()).toEqual([1, 2]);
  });

  it('prepares a statement again that could not be prepared at first', async () => {
    const later = 'select id from later where id = $1';
    await expect(transactor.run((tx) => tx.query(later, [1]))).rejects.toThrow('does not exist');
    await dataSource.query('create table later (id bigint)');
    expect(await transactor.run((tx) => tx.query(later, [1]))).toEqual([]);
  });

  it('refuses values that cannot be sent, and the connection goes on', async () => {
    const wrong = {
      toPostgres: () => {
        throw new Error('unsendable');
      },
    };
    await expect(transactor.run((tx) => tx.query('select $1::text as a', [wrong]))).rejects.toThrow();
    expect(await transactor.run((tx) => tx.query('select $1::int as one', [1]))).toEqual([{ one: 1 }]);
  });

  it('may be empty', async () => {
    expect(await transactor.run(() => Promise.resolve('nothing'))).toBe('nothing');
    const [row] = await transactor.reader.query<{ xid: string | null }>(
      'select pg_current_xact_id_if_assigned()::text as xid',
    );
    expect(row?.xid).toBeNull();
  });

  it('is over before the connection serves somebody else', async () => {
    await transactor.run((tx) => tx.query(insert, [3]));
    await transactor.reader.query('insert into notes values (4)');
    await expect(
      transactor.run(async (tx) => {
        await tx.query(insert, [5]);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await ids()).toEqual([1, 2, 3, 4]);
  });

  it('begins on a new connection when the old one was cut', async () => {
    const cut = transactor.run(async (tx) => {
      await tx.query(insert, [6]);
      await tx.query('select pg_terminate_backend(pg_backend_pid())');
    });
    await expect(cut).rejects.toThrow();
    await transactor.run((tx) => tx.query(insert, [8]));
    expect(await ids()).toEqual([1, 2, 3, 4, 8]);
  });
});
