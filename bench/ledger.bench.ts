import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedDatabase } from '../sandbox/postgres/embedded-database.js';
import { asUserId, type UserId } from '../src/kernel/ids.js';
import { migrateTemplate } from '../test/support/migrated-template.js';
import { clients, LedgerUnderLoad } from './ledger-under-load.js';
import { quantile } from './quantile.js';
import type { BenchRow } from './webhook.bench.js';

const users = 1_000;
const secondsPerTurn = 2;
const turns = 7;
const yardstickName = 'update of a balance (yardstick)';

/** Movements per second beside a bare update of a balance, and whether the cost grows with the past. */
export async function ledgerBench(journalRows: number): Promise<BenchRow[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-ledger-'));
  const server = await EmbeddedDatabase.start({ dataDir, persistent: true });
  try {
    await migrateTemplate(server.url, 'bench_template');
    const rows: BenchRow[] = [];
    // Each on a database of its own, so that none measures what another one left behind.
    for (const scenario of [throughput, byLots, (load: LedgerUnderLoad) => byJournal(load, journalRows)]) {
      await server.create('bench', { template: 'bench_template' });
      const load = await LedgerUnderLoad.start(server.urlOf('bench'));
      rows.push(...(await scenario(load)));
      await load.stop();
      await server.drop('bench');
    }
    return rows;
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

type Move = (userId: UserId) => Promise<void>;

async function throughput(load: LedgerUnderLoad): Promise<BenchRow[]> {
  const crowd = await load.customers(users);
  const hot = await load.customers(1);
  const moves: Record<string, Move> = {
    [yardstickName]: (userId) => load.update(userId),
    spends: (userId) => load.spend(userId),
    'holds and their captures': (userId) => load.holdAndCapture(userId),
    grants: (userId) => load.grant(userId),
  };
  // Plans are made for tables with something in them, as those of any shop that has opened.
  for (const move of Object.values(moves)) await Promise.all(crowd.map(move));
  await load.pool.query('vacuum analyze');
  const rows: BenchRow[] = [];
  for (const [whose, people] of [
    [`${users} customers`, crowd],
    ['one customer', hot],
  ] as const) {
    const done: Record<string, number[]> = {};
    // In turns, so that what else the machine does meets all of them.
    for (let turn = 0; turn < turns; turn += 1) {
      for (const [name, move] of Object.entries(moves)) {
        (done[name] ??= []).push(await perSecond(people, move));
      }
    }
    const yardsticks = done[yardstickName] ?? [];
    for (const [subject, rates] of Object.entries(done)) {
      // Each turn beside the yardstick of the same turn.
      const shares = rates.map((rate, turn) => (rate * 100) / (yardsticks[turn] ?? 1));
      const share =
        subject === yardstickName ? '' : ` (${Math.round(quantile(shares, 0.5))} % of the yardstick)`;
      rows.push({
        scenario: `${clients} clients, ${whose}`,
        subject,
        result: `${Math.round(quantile(rates, 0.5))}/s${share}`,
      });
    }
  }
  return rows;
}

async function perSecond(people: readonly UserId[], move: Move): Promise<number> {
  let done = 0;
  const begun = performance.now();
  const client = async (first: number): Promise<void> => {
    for (let n = first; performance.now() - begun < secondsPerTurn * 1_000; n += clients) {
      await move(people[n % people.length] ?? asUserId(0));
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, index) => client(index)));
  return (done * 1_000) / (performance.now() - begun);
}

async function byLots(load: LedgerUnderLoad): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const lots of [10, 100, 1_000, 10_000]) {
    const [userId] = await load.customers(1, lots);
    await load.pool.query('vacuum analyze credit_lots');
    rows.push({
      scenario: `a customer with ${lots} open lots`,
      subject: 'spends',
      result: await latency(load, [userId]),
    });
  }
  return rows;
}

async function byJournal(load: LedgerUnderLoad, journalRows: number): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const people = await load.customers(100);
  // A checkpoint per gigabyte would take up most of the filling.
  await load.pool.query(`alter system set max_wal_size = '8GB'`);
  await load.pool.query('select pg_reload_conf()');
  for (let size = 1_000; size <= journalRows; size *= 10) {
    await load.fillJournal(size);
    rows.push({
      scenario: `a journal of ${size} transactions`,
      subject: 'spends',
      result: await latency(load, people),
    });
  }
  return rows;
}

async function latency(load: LedgerUnderLoad, people: readonly (UserId | undefined)[]): Promise<string> {
  const times: number[] = [];
  for (let n = 0; n < 600; n += 1) {
    const begun = performance.now();
    await load.spend(people[n % people.length] ?? asUserId(0));
    // The first ones only warm up connections and plans.
    if (n >= 100) times.push(performance.now() - begun);
  }
  return `p50 ${quantile(times, 0.5).toFixed(2)} ms, p99 ${quantile(times, 0.99).toFixed(2)} ms`;
}
