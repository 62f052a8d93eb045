import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/database/database.options.js';
import { administer, withDatabase } from './server-statements.js';

/** Makes a database with every migration applied, closed to connections so that it can always be cloned. */
export async function migrateTemplate(serverUrl: string, name: string): Promise<void> {
  await administer(serverUrl, `create database ${name}`);
  const dataSource = new DataSource(dataSourceOptions({ url: withDatabase(serverUrl, name), poolSize: 2 }));
  await dataSource.initialize();
  try {
    await dataSource.runMigrations();
  } finally {
    await dataSource.destroy();
  }
  await administer(serverUrl, `alter database ${name} with allow_connections false`);
}
