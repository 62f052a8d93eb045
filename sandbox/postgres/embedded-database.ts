import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir, rm, unlink, writeFile } from 'node:fs/promises';
import { createHash, randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Client, escapeIdentifier } from 'pg';
import { clearEarlierServer } from './earlier-server.js';
import { freePort } from './free-port.js';
import { type PostgresPrograms, postgresPrograms } from './postgres-programs.js';
import { ServerProcess } from './server-process.js';
import { type Account, isReachableByOthers, unprivilegedAccount } from './unprivileged-account.js';

const run = promisify(execFile);
/** Listens on loopback only; the password merely keeps other programs from connecting by mistake. */
const password = 'postgres';

const commonSettings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200'];
/** A test's cluster is thrown away, so a power cut may eat it. */
const forgetfulSettings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

export interface EmbeddedDatabaseOptions {
  readonly dataDir: string;
  /** Keeps the files after `stop()` and writes them as safely as a real server does. */
  readonly persistent: boolean;
  readonly port?: number;
}

/** A real PostgreSQL server from npm: the tests' cluster, and the database of `npm run sandbox`. */
export class EmbeddedDatabase {
  readonly url: string;

  private constructor(
    readonly port: number,
    private readonly server: ServerProcess,
    private readonly discard: (() => Promise<void>) | undefined,
  ) {
    this.url = urlAt(port);
  }

  static async start(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
    const account = await unprivilegedAccount();
    const programs = await postgresPrograms(account !== undefined);
    const dataDir = await usableFolder(resolve(options.dataDir), account);
    if (!existsSync(join(dataDir, 'PG_VERSION'))) await initialise(programs, dataDir, options, account);
    await clearEarlierServer(dataDir, urlAt);
    const port = options.port ?? (await freePort());
    const settings = options.persistent ? commonSettings : [...commonSettings, ...forgetfulSettings];
    const flags = ['-D', dataDir, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
    const server = await ServerProcess.launch(programs.postgres, flags, account);
    const discard = () => rm(dataDir, { recursive: true, force: true });
    return new EmbeddedDatabase(port, server, options.persistent ? undefined : discard);
  }

  urlOf(name: string): string {
    return urlAt(this.port, name);
  }

  /** `template` must have no open connection; the copy is as complete as the original. */
  async create(name: string, { template }: { template?: string } = {}): Promise<void> {
    const source = template === undefined ? '' : ` template ${escapeIdentifier(template)}`;
    await this.execute(`create database ${escapeIdentifier(name)}${source}`);
  }

  async exists(name: string): Promise<boolean> {
    return (await this.execute('select 1 from pg_database where datname = $1', [name])) > 0;
  }

  async drop(name: string): Promise<void> {
    await this.execute(`drop database if exists ${escapeIdentifier(name)} with (force)`);
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.discard?.();
  }

  private async execute(sql: string, parameters: unknown[] = []): Promise<number> {
    const client = new Client({ connectionString: this.url });
    await client.connect();
    try {
      return (await client.query(sql, parameters)).rowCount ?? 0;
    } finally {
      await client.end();
    }
  }
}

function urlAt(port: number, name = 'postgres'): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/${encodeURIComponent(name)}`;
}

/** The server's account must be able to enter the folder; when it cannot, one beside it serves as well. */
async function usableFolder(wanted: string, account: Account | undefined): Promise<string> {
  const reachable = account === undefined || (await isReachableByOthers(wanted));
  const key = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  const folder = reachable ? wanted : join('/var/tmp', `embedded-postgres-data-${key}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (account !== undefined) await chown(folder, account.uid, account.gid);
  return folder;
}

async function initialise(
  { initdb }: PostgresPrograms,
  dataDir: string,
  { persistent }: EmbeddedDatabaseOptions,
  account: Account | undefined,
): Promise<void> {
  const passwordFile = join(tmpdir(), `postgres-password-${randomBytes(6).toString('hex')}`);
  await writeFile(passwordFile, `${password}\n`);
  try {
    await run(
      initdb,
      [
        `--pgdata=${dataDir}`,
        '--username=postgres',
        '--auth=scram-sha-256',
        `--pwfile=${passwordFile}`,
        // The same order and case rules on every machine, whatever its locale.
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        ...(persistent ? [] : ['--no-sync']),
      ],
      { ...account, cwd: '/' },
    );
  } finally {
    await unlink(passwordFile);
  }
}
