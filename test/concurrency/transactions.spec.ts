import { DataSource, QueryFailedError } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataSourceOptions } from '../../src/database/database.options.js';
import type { Tx } from '../../src/database/db.js';
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

  describe('and whose commit travels with its last one', () => {
    const last = (tx: Tx, id: number, sql = insert): Promise<unknown[]> => {
      if (tx.endWith === undefined) throw new Error('it may not end early');
      return tx.endWith(sql, [id]);
    };
    const taken = async (): Promise<number[]> => (await ids()).filter((id) => id > 20);

    it('keeps all of it, whether it is the only one or the last of several', async () => {
      const returning = 'insert into notes values ($1) returning id';
      for (const id of [21, 22])
        expect(await transactor.run((tx) => last(tx, id, returning))).toEqual([{ id }]);
      for (const id of [23, 25]) {
        const work = transactor.run(async (tx) => {
          await tx.query(insert, [id]);
          return last(tx, id + 1, returning);
        });
        expect(await work).toEqual([{ id: id + 1 }]);
      }
      const all = transactor.run(async (tx) => {
        await tx.query('select 1');
        await tx.query(insert, [27]);
        await last(tx, 28);
      });
      await all;
      expect(await taken()).toEqual([21, 22, 23, 24, 25, 26, 27, 28]);
      const [state] = await transactor.reader.query<{ count: number }>(
        `select count(*) as count from pg_stat_activity where datname = current_database() and state like 'idle in%'`,
      );
      expect(state?.count).toBe(0);
    });

    it.each([
      ['fails', 21, insert],
      ['has a value that cannot be sent', Number.NaN, insert],
      ['is none', 31, 'insert into nothing values ($1)'],
    ])('takes everything back when that one %s', async (_, id, sql) => {
      const before = await taken();
      const work = transactor.run(async (tx) => {
        await tx.query(insert, [30]);
        await last(tx, id, sql);
      });
      await expect(work).rejects.toBeInstanceOf(QueryFailedError);
      expect(await taken()).toEqual(before);
    });

    it('takes everything back when values cannot be made ready for sending', async () => {
      const wrong = {
        toPostgres: () => {
          throw new Error('unsendable');
        },
      };
      const work = transactor.run(async (tx) => {
        await tx.query(insert, [30]);
        await tx.endWith?.('insert into notes values ($1::bigint)', [wrong]);
      });
      await expect(work).rejects.toThrow();
      expect(await taken()).not.toContain(30);
      await transactor.run((tx) => tx.query(insert, [32]));
    });

    it('takes everything back when the commit fails', async () => {
      await dataSource.query(`
        create function refuse_note() returns trigger language plpgsql as
          $$ begin raise exception 'not this one'; end $$;
        create constraint trigger refused after insert on notes deferrable initially deferred
          for each row when (new.id = 34) execute function refuse_note()`);
      const work = transactor.run(async (tx) => {
        await tx.query(insert, [33]);
        await last(tx, 34);
      });
      await expect(work).rejects.toThrow('not this one');
      expect(await taken()).not.toContain(33);
    });

    it('runs again without that when it refuses to be the last', async () => {
      await dataSource.query(`
        create function refuse_as_last() returns bigint language plpgsql as
          $$ begin raise exception 'no' using errcode = 'TX001'; end $$`);
      const ends: boolean[] = [];
      let hints = 0;
      await transactor.run(async (tx) => {
        tx.onCommit(() => (hints += 1));
        ends.push(tx.endWith !== undefined);
        await tx.query(insert, [35]);
        if (tx.endWith === undefined) await tx.query(insert, [36]);
        else await last(tx, 36, 'insert into notes select $1 returning refuse_as_last()');
      });
      expect(ends).toEqual([true, false]);
      expect(hints).toBe(1);
      expect(await taken()).toEqual(expect.arrayContaining([35, 36]));
    });

    it('lets nothing follow', async () => {
      const work = transactor.run(async (tx) => {
        await last(tx, 37);
        await tx.query(insert, [38]);
      });
      await expect(work).rejects.toThrow('after the last one');
      expect(await taken()).toContain(37);
      expect(await taken()).not.toContain(38);
    });
  });

  it('begins on a new connection when the old one was cut', async () => {
    const cut = transactor.run(async (tx) => {
      await tx.query(insert, [6]);
      await tx.query('select pg_terminate_backend(pg_backend_pid())');
    });
    await expect(cut).rejects.toThrow();
    await transactor.run((tx) => tx.query(insert, [8]));
    expect((await ids()).filter((id) => id < 20)).toEqual([1, 2, 3, 4, 8]);
  });
});
