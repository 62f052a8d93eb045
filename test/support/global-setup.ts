import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { EmbeddedDatabase } from '../../sandbox/postgres/embedded-database.js';
import { clearEarlierServer } from '../../sandbox/postgres/earlier-server.js';
import { compileBot, removeCompiledBot } from './compiled-bot.js';
import { migrateTemplate } from './migrated-template.js';
import { administer, withDatabase } from './server-statements.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where databases are made and dropped. */
    readonly databaseServer: string;
    /** The database that holds the migrated schema and that nobody connects to. */
    readonly databaseTemplate: string;
    /** The folder with the bot as plain JavaScript. */
    readonly compiledBot: string;
  }
}

const folderPrefix = 'bot-tests-';

/** One PostgreSQL for the whole run; the migrations run once, and every test file clones the result. The bot is compiled once. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL'];
  const server = given === undefined ? await startServer() : undefined;
  const url = server?.url ?? given ?? '';
  const template = `template_migrated_${randomBytes(4).toString('hex')}`;
  const [bot] = await Promise.all([compileBot(), migrateTemplate(url, template)]);
  project.provide('databaseServer', url);
  project.provide('databaseTemplate', template);
  project.provide('compiledBot', bot);
  return async () => {
    await removeCompiledBot(bot);
    if (server !== undefined) await server.stop();
    else await administer(url, `drop database if exists ${template} with (force)`);
  };
}

async function startServer(): Promise<EmbeddedDatabase> {
  await removeLeftovers();
  const dataDir = await mkdtemp(join(tmpdir(), `${folderPrefix}${process.pid}-`));
  return EmbeddedDatabase.start({ dataDir, persistent: false });
}

/** A run that was killed could neither stop its server nor delete its files. */
async function removeLeftovers(): Promise<void> {
  const folders = (await readdir(tmpdir())).filter((name) => name.startsWith(folderPrefix));
  for (const name of folders) {
    if (isRunning(Number(name.slice(folderPrefix.length).split('-')[0]))) continue;
    const folder = join(tmpdir(), name);
    await clearEarlierServer(folder, (port) =>
      withDatabase(`postgres://postgres:postgres@127.0.0.1:${port}`, 'postgres'),
    ).catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  }
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
