import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/database/database.options.js';
import { runPendingMigrations } from '../../src/database/migrate-on-start.js';

/** Brings the tables up to date, as an operator's `npm run migration:run` does. */
export async function migrate(url: string): Promise<void> {
  const dataSource = new DataSource(dataSourceOptions({ url, poolSize: 2 }));
  await dataSource.initialize();
  try {
    await runPendingMigrations(dataSource);
  } finally {
    await dataSource.destroy();
  }
}
