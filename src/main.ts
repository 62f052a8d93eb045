import 'reflect-metadata';
import { createApplication } from './application.js';
import { AppConfig } from './config/app-config.js';
import { ConfigError } from './config/config.errors.js';
import { scrubbed } from './logging.js';

/** Starts the process and stops it in order; anything that keeps it from starting is one readable message. */
async function main(): Promise<void> {
  const app = await createApplication();
  const { http } = app.get(AppConfig);
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  await app.listen({ host: http.host, port: http.port });
}

main().catch((error: unknown) => {
  const text =
    error instanceof ConfigError ? error.message : scrubbed(String((error as Error).stack ?? error));
  process.stderr.write(`${text}\n`);
  process.exit(1);
});
