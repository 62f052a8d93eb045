import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataSourceOptions } from '../../src/database/database.options.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

/** Keys, checks and indexes are the migrations' alone; entities repeat only tables and columns. */
const migrationsOnly = /^(ALTER TABLE \S+ DROP CONSTRAINT|DROP INDEX) /;

describe('the entities', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    const entities = await allEntities();
    dataSource = new DataSource({ ...dataSourceOptions({ url: database.url, poolSize: 2 }), entities });
    await dataSource.initialize();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it('have the tables and columns that the migrations made', async () => {
    expect(dataSource.entityMetadatas.length).toBeGreaterThan(0);
    const changes = await dataSource.driver.createSchemaBuilder().log();
    const wanted = changes.upQueries.map(({ query }) => query).filter((query) => !migrationsOnly.test(query));
    expect(wanted).toEqual([]);
  });
});

async function allEntities(): Promise<(new () => object)[]> {
  const files = (await readdir('src', { recursive: true })).filter((name) => name.endsWith('.entity.ts'));
  const modules = await Promise.all(
    files.map((name) => import(resolve('src', name)) as Promise<Record<string, unknown>>),
  );
  return modules
    .flatMap((module) => Object.values(module))
    .filter((value) => typeof value === 'function') as (new () => object)[];
}
