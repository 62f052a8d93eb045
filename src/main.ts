import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { createApplication } from './application.js';
import { AppConfig } from './config/app-config.js';
import { ConfigError } from './config/config.errors.js';
import { processVariables } from './config/process-variables.js';
import { readConfig } from './config/read-config.js';
import { dataSourceOptions } from './database/database.options.js';
import { runPendingMigrations } from './database/migrate-on-start.js';
import { scrubbed } from './logging.js';

/** Starts the process and stops it in order; anything that keeps it from starting is one readable message. */
async function main(): Promise<void> {
  // Read here already: a setting that is wrong must not be found out after the database was changed.
  const { database } = readConfig(processVariables());
  if (database.migrateOnStart) await migrate(database);
  const app = await createApplication();
  const { http } = app.get(AppConfig);
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  await app.listen({ host: http.host, port: http.port });
}

/** Before the application is built, because its parts expect the schema. */
async function migrate({ url }: AppConfig['database']): Promise<void> {
  const dataSource = new DataSource(dataSourceOptions({ url, poolSize: 2 }));
  await dataSource.initialize();
  try {
    await runPendingMigrations(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

main().catch((error: unknown) => {
  const text =
    error instanceof ConfigError ? error.message : scrubbed(String((error as Error).stack ?? error));
  process.stderr.write(`${text}\n`);
  process.exit(1);
});
