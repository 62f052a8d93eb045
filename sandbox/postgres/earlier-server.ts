import { readFile, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';

/**
 * Ends the server that an earlier run left behind when it was killed, or removes the lock file that it left.
 * The process id in that file may belong to something else by now, so the server is asked who it is first.
 */
export async function clearEarlierServer(dataDir: string, urlAt: (port: number) => string): Promise<void> {
  const lockFile = join(dataDir, 'postmaster.pid');
  const lines = (await readFile(lockFile, 'utf8').catch(() => '')).split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!Number.isInteger(pid) || pid <= 0) return;
  if (port > 0 && (await serves(urlAt(port), dataDir))) {
    process.kill(pid, 'SIGINT');
    await gone(pid);
  }
  // Should a server still run on these files, PostgreSQL's own shared memory check refuses to start a second.
  await rm(lockFile, { force: true });
}

async function serves(url: string, dataDir: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return rows[0]?.data_directory === (await realpath(dataDir));
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function gone(pid: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await pause(100);
  }
  throw new Error(`an earlier PostgreSQL server (process ${pid}) does not stop`);
}
