import { mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EmbeddedDatabase } from './embedded-database.js';

describe('the embedded PostgreSQL', () => {
  let dataDir: string;
  const started: EmbeddedDatabase[] = [];

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'embedded-database-'));
  });
  afterEach(async () => {
    for (const database of started.splice(0)) await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function start(persistent: boolean): Promise<EmbeddedDatabase> {
    const database = await EmbeddedDatabase.start({ dataDir, persistent });
    started.push(database);
    return database;
  }

  it('keeps its data over a start that finds the server of a killed run still at work', async () => {
    const first = await start(true);
    await first.create('kept');
    await run(first.urlOf('kept'), 'create table greetings as select 1 as n');
    const second = await start(true);
    expect(second.port).not.toBe(first.port);
    expect(await second.exists('kept')).toBe(true);
    expect(await run(second.urlOf('kept'), 'select n from greetings')).toEqual([{ n: 1 }]);
    await expect(run(first.url, 'select 1')).rejects.toThrow();
    expect(await run(second.url, 'show fsync')).toEqual([{ fsync: 'on' }]);
  });

  it('is quick and forgetful for tests, and copies templates', async () => {
    const database = await start(false);
    await database.create('original');
    await run(database.urlOf('original'), `create table greetings as select 'Ж' as text`);
    await database.create('copy', { template: 'original' });
    expect(await run(database.urlOf('copy'), 'select lower(text) as text from greetings')).toEqual([
      { text: 'ж' },
    ]);
    await database.drop('copy');
    expect(await database.exists('copy')).toBe(false);
    expect(await run(database.url, 'show fsync')).toEqual([{ fsync: 'off' }]);
    await database.stop();
    expect(existsSync(dataDir)).toBe(false);
  });
});

async function run(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
