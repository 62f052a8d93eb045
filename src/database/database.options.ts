import type { DataSourceOptions } from 'typeorm';

import { migrations } from './migrations.js';
import { PooledClient } from './pooled-client.js';

/** The PostgreSQL member of TypeORM's union of drivers, which it does not export by name. */
type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

/** What every connection of the product has in common. */
export const connectionSettings = {
  Client: PooledClient,
  // A lost peer must not hold a lock for ever; longer work belongs into a job of many short transactions.
  statement_timeout: 30_000,
  idle_in_transaction_session_timeout: 30_000,
  keepAlive: true,
  // Statements are prepared and their plans do not depend on the values; planning them anew costs more than running.
  options: '-c plan_cache_mode=force_generic_plan',
};

export interface DatabaseSettings {
  readonly url: string;
  readonly poolSize: number;
}

/**
 * The one description of the connection, for Nest, the TypeORM command line and the tests alike.
 * `parseInt8`: ids and amounts stay far below 2^53, so numbers are exact and strings would only invite `'1' + 1`.
 */
export function dataSourceOptions({ url, poolSize }: DatabaseSettings): PostgresOptions {
  return {
    type: 'postgres',
    url,
    poolSize,
    parseInt8: true,
    synchronize: false,
    migrationsRun: false,
    migrations,
    migrationsTableName: 'schema_migrations',
    migrationsTransactionMode: 'each',
    applicationName: 'telegram-business-bot',
    connectTimeoutMS: 5_000,
    extra: connectionSettings,
  };
}
