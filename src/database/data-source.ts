import { DataSource } from 'typeorm';
import { databaseUrlFromEnvironment } from '../config/database-url.js';
import { dataSourceOptions } from './database.options.js';
import { compiledEntities } from './entities.js';

/** What the TypeORM command line works on (`npm run migration:…`): only `DATABASE_URL` is needed. */
export const commandLineDataSource = new DataSource({
  ...dataSourceOptions({ url: databaseUrlFromEnvironment(), poolSize: 2 }),
  entities: compiledEntities,
});
