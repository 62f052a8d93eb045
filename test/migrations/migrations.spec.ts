import { readdir, readFile } from 'node:fs/promises';
import { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeSchema } from '../../scripts/describe-schema.js';
import { dataSourceOptions } from '../../src/database/database.options.js';
import { runPendingMigrations } from '../../src/database/migrate-on-start.js';
import { migrations } from '../../src/database/migrations.js';
import { createEmptyDatabase, type TestDatabase } from '../support/test-database.js';

describe('the migrations', () => {
  let database: TestDatabase;
  const opened: DataSource[] = [];

  beforeEach(async () => {
    database = await createEmptyDatabase();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((dataSource) => dataSource.destroy()));
    await database.drop();
  });

  async function open(): Promise<DataSource> {
    const dataSource = new DataSource(dataSourceOptions({ url: database.url, poolSize: 3 }));
    await dataSource.initialize();
    opened.push(dataSource);
    return dataSource;
  }

  it('go up, all the way down to nothing, and up again to the same schema', async () => {
    const dataSource = await open();
    await dataSource.runMigrations();
    const first = await schemaOf(dataSource);
    for (let left = migrations.length; left > 0; left -= 1) await dataSource.undoLastMigration();
    expect(await whatIsLeft(dataSource)).toEqual([]);
    await dataSource.runMigrations();
    expect(await schemaOf(dataSource)).toBe(first);
  });

  it('run once when several processes start at once', async () => {
    const dataSources = await Promise.all([open(), open(), open()]);
    await Promise.all(dataSources.map((dataSource) => runPendingMigrations(dataSource)));
    const done: unknown = await dataSources[0].query('select name from schema_migrations');
    expect(done).toHaveLength(migrations.length);
  });

  it('are all listed, in the order of their file names', async () => {
    const files = (await readdir('migrations')).filter((name) => name.endsWith('.ts')).sort();
    expect(migrations.map(({ name }) => name)).toEqual(files.map(classNameOf));
  });

  it('make the schema that docs/schema.sql shows (npm run schema)', async () => {
    const dataSource = await open();
    await dataSource.runMigrations();
    expect(await schemaOf(dataSource)).toBe(await readFile('docs/schema.sql', 'utf8'));
  });
});

function schemaOf(dataSource: DataSource): Promise<string> {
  return describeSchema((sql) => dataSource.query(sql));
}

/** `1764100000001-create-lanes.ts` declares `CreateLanes1764100000001`. */
function classNameOf(file: string): string {
  const [time, ...words] = file.replace(/\.ts$/, '').split('-');
  return words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join('') + String(time);
}

/** Everything in the catalog that neither PostgreSQL nor TypeORM's own record brought. */
function whatIsLeft(dataSource: DataSource): Promise<unknown> {
  return dataSource.query(`
    select 'relation' as kind, n.nspname || '.' || c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname !~ '^(pg_|information_schema)' and c.relname !~ '^schema_migrations'
      and c.relname <> 'PK_schema_migrations' and not exists (
        select from pg_index i join pg_class t on t.oid = i.indrelid
        where i.indexrelid = c.oid and t.relname = 'schema_migrations'
      )
    union all
    select 'function', proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname !~ '^(pg_|information_schema)'
    union all
    select 'type', typname from pg_type t join pg_namespace n on n.oid = t.typnamespace
    where n.nspname !~ '^(pg_|information_schema)' and typname !~ '^_?schema_migrations'
    union all
    select 'schema', nspname from pg_namespace where nspname !~ '^(pg_|information_schema|public)'
    union all
    select 'extension', extname from pg_extension where extname <> 'plpgsql'
    union all
    select 'event trigger', evtname from pg_event_trigger
  `);
}
