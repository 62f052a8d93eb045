import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { administer, withDatabase } from './server-statements.js';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A database of the caller's own with the migrated schema and no rows. */
export function createTestDatabase(): Promise<TestDatabase> {
  return create(inject('databaseTemplate'));
}

/** A database without a schema, for what tests the migrations themselves. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return create('template0');
}

async function create(template: string): Promise<TestDatabase> {
  const server = inject('databaseServer');
  const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`;
  await administer(server, `create database ${name} template ${template}`);
  return {
    url: withDatabase(server, name),
    drop: async () => {
      await administer(server, `drop database if exists ${name} with (force)`);
    },
  };
}
