import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { createApplication } from './application.js';
import { AppConfig } from './config/app-config.js';
import { ConfigError } from './config/config.errors.js';
import { processVariables } from './config/process-variables.js';
import { readConfig } from './config/read-config.js';
import { dataSourceOptions } from './database/database.options.js';
import { runPendingMigrations } from './database/migrate-on-start.js';
import { missingMigrations } from './database/missing-migrations.js';
import { isDatabaseTrouble } from './jobs/lanes/database-trouble.js';
import { scrubbed } from './logging.js';
import { DatabaseUnreachable, SchemaMissing, StartError } from './start.errors.js';

/** Starts the process and stops it in order; anything that keeps it from starting is one readable message. */
async function main(): Promise<void> {
  // Read here already: a setting that is wrong must not be found out after the database was changed.
  const { database } = readConfig(processVariables());
  await prepare(database);
  const app = await createApplication();
  const { http } = app.get(AppConfig);
  // Without `useProcessExit` the signal would be raised again, and an orderly stop look like a crash.
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
  await app.listen({ host: http.host, port: http.port });
}

/** Before the application is built, because its parts expect the schema. */
async function prepare({ url, migrateOnStart }: AppConfig['database']): Promise<void> {
  const dataSource = new DataSource(dataSourceOptions({ url, poolSize: 2 }));
  await dataSource.initialize().catch((error: unknown) => {
    throw isDatabaseTrouble(error) ? new DatabaseUnreachable((error as Error).message) : error;
  });
  try {
    if (migrateOnStart) await runPendingMigrations(dataSource);
    const missing = await missingMigrations(dataSource);
    if (missing.length > 0) throw new SchemaMissing(missing);
  } finally {
    await dataSource.destroy();
  }
}

function lastWords(error: unknown): void {
  const expected = error instanceof ConfigError || error instanceof StartError;
  const text = error instanceof Error && !expected ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${scrubbed(text.replace(/^\w+Error: /, ''))}\n`);
  process.exit(1);
}

// Node would print the error as it is, and the text of some errors contains a token.
process.on('uncaughtException', lastWords);
main().catch(lastWords);
