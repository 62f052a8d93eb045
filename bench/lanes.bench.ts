import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedDatabase } from '../sandbox/postgres/embedded-database.js';
import { eventually } from '../test/support/eventually.js';
import { JobsProcess, letter } from '../test/support/jobs-process.js';
import { migrateTemplate } from '../test/support/migrated-template.js';
import { PostOffice } from '../test/support/post-office.js';
import { quantile } from './quantile.js';
import { RowQueue } from './row-queue.js';

export interface LanesBenchRow {
  readonly scenario: string;
  readonly subject: 'lanes' | 'one claim per row (yardstick)';
  readonly result: string;
}

const lanes = 200;
const itemsPerLane = 25;
const blocked = 20_000;

/**
 * Ordered delivery (in runs of up to 5, as the handler asks for) beside the simplest queue that keeps an order, both
 * on a server with fsync on.
 */
export async function lanesBench(): Promise<LanesBenchRow[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-lanes-'));
  const server = await EmbeddedDatabase.start({ dataDir, persistent: true });
  try {
    await migrateTemplate(server.url, 'bench_template');
    const rows: LanesBenchRow[] = [];
    for (const scenario of [drain, behindBlocked, latency]) {
      await server.create('bench', { template: 'bench_template' });
      rows.push(...(await scenario(server.urlOf('bench'))));
      await server.drop('bench');
    }
    return rows;
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function drain(url: string): Promise<LanesBenchRow[]> {
  const scenario = `${lanes * itemsPerLane} items waiting in ${lanes} lanes`;
  const web = await JobsProcess.start({ url, role: 'web' });
  await fill(web);
  const yardstick = new RowQueue(url);
  await yardstick.prepare();
  const claimed = await timed(() => yardstick.drain(16));
  await yardstick.end();
  const office = new PostOffice();
  const worker = await JobsProcess.start({ url, office });
  const delivered = await timed(() =>
    eventually('all is delivered', () => office.delivered.length === total, 120_000),
  );
  await Promise.all([web.stop(), worker.stop()]);
  return [
    { scenario, subject: 'lanes', result: perSecond(total, delivered) },
    { scenario, subject: 'one claim per row (yardstick)', result: perSecond(total, claimed) },
  ];
}

/** One customer's lane is stuck with many items; how long does somebody else wait for the next claim? */
async function behindBlocked(url: string): Promise<LanesBenchRow[]> {
  const scenario = `a claim while one lane is blocked with ${blocked} items`;
  const office = new PostOffice();
  const process = await JobsProcess.start({ url, office });
  await process.lanes.closeGate(process.db, 'closed', new Date(Date.now() + 3_600_000));
  const stuck = Array.from({ length: blocked }, (_, n) => letter('stuck', n, { gate: 'closed' }));
  await process.enqueue(...stuck);
  await process.db.query('vacuum analyze lane_items');
  const waits = await deliverOneByOne(process, office, 50);
  const yardstick = new RowQueue(url);
  await yardstick.prepare();
  await yardstick.block('stuck');
  const claims: number[] = [];
  for (let n = 0; n < 10; n += 1) claims.push(await timed(() => yardstick.claimOne()));
  await yardstick.end();
  await process.stop();
  return [
    { scenario, subject: 'lanes', result: `${quantile(waits, 0.5).toFixed(1)} ms (commit to handler)` },
    { scenario, subject: 'one claim per row (yardstick)', result: `${quantile(claims, 0.5).toFixed(1)} ms` },
  ];
}

async function latency(url: string): Promise<LanesBenchRow[]> {
  const office = new PostOffice();
  const process = await JobsProcess.start({ url, office });
  const waits = await deliverOneByOne(process, office, 300);
  await process.stop();
  const result = `p50 ${quantile(waits, 0.5).toFixed(1)} ms, p99 ${quantile(waits, 0.99).toFixed(1)} ms`;
  return [{ scenario: 'from commit to handler, idle system', subject: 'lanes', result }];
}

const total = lanes * itemsPerLane;

async function fill(process: JobsProcess): Promise<void> {
  for (let n = 0; n < itemsPerLane; n += 1) {
    await process.enqueue(...Array.from({ length: lanes }, (_, lane) => letter(`lane-${lane}`, n)));
  }
}

async function deliverOneByOne(process: JobsProcess, office: PostOffice, count: number): Promise<number[]> {
  const waits: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const arrival = office.next();
    await process.enqueue(letter(`free-${n}`, n));
    const committed = performance.now();
    await arrival;
    waits.push(performance.now() - committed);
  }
  return waits;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function perSecond(count: number, ms: number): string {
  return `${Math.round((count * 1_000) / ms)} items/s`;
}
