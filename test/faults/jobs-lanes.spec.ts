import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LaneFigures } from '../../src/jobs/lanes/lane-figures.js';
import { LaneStore } from '../../src/jobs/lanes/lane-store.js';
import { LostLease } from '../../src/jobs/lanes/lost-lease.js';
import { TransientFailure } from '../../src/jobs/lanes/transient-failure.js';
import type { Clock } from '../../src/kernel/clock.js';
import { eventually } from '../support/eventually.js';
import { JobsProcess, type JobsProcessOptions, letter } from '../support/jobs-process.js';
import { forMs, PostOffice } from '../support/post-office.js';
import { administer } from '../support/server-statements.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('lanes in trouble', () => {
  let database: TestDatabase;
  const processes: JobsProcess[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  beforeEach(() => administer(database.url, 'truncate lanes, lane_items, dead_lane_items'));
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((process) => process.stop()));
  });
  afterAll(() => database.drop());

  async function start(office: PostOffice, more: Partial<JobsProcessOptions> = {}): Promise<JobsProcess> {
    const process = await JobsProcess.start({ url: database.url, office, ...more });
    processes.push(process);
    return process;
  }

  it('a lane that a killed process had comes back when its lease runs out', async () => {
    const office = new PostOffice();
    const killed = await start(office, { role: 'web' });
    await killed.enqueue(letter('k', 1), letter('k', 2));
    await killed.app.get(LaneStore, { strict: false }).lease('outbound', 1, 600);
    const begun = performance.now();
    await start(office);
    await eventually('both are delivered', () => office.of('k').length === 2);
    expect(office.of('k')).toEqual([1, 2]);
    expect(performance.now() - begun).toBeGreaterThan(300);
  });

  it('a handler that takes longer than a lease keeps its lane, because the lease is renewed', async () => {
    const office = new PostOffice(forMs(900));
    await start(office, { settings: { leaseMs: 300 } });
    const second = await start(office, { settings: { leaseMs: 300 } });
    await second.enqueue(letter('slow', 1));
    await eventually('it is delivered', async () => (await second.waiting()) === 0);
    expect(office.of('slow')).toEqual([1]);
  });

  it('a handler whose lease ran out is told so, and cannot take off what another finished', async () => {
    const lost: boolean[] = [];
    let first = true;
    const office = new PostOffice(async (_letters, lease) => {
      if (!first) return;
      first = false;
      // As if this process had stood still: nothing renewed its lease and somebody else got the lane.
      await administer(database.url, `update lanes set lease = gen_random_uuid(), leased_until = now()`);
      await eventually('the lease is lost', () => lease.lost);
      lost.push(lease.signal.aborted);
    });
    const process = await start(office, { settings: { leaseMs: 300 } });
    await process.enqueue(letter('lost', 1));
    await eventually('the stalled one ended too', () => office.of('lost').length === 2);
    expect(lost).toHaveLength(1);
    const complete = process.transactor.run((tx) => process.lanes.complete(tx, [4_711]));
    await expect(complete).rejects.toBeInstanceOf(LostLease);
  });

  it('everything arrives in order while all connections are cut again and again', async () => {
    const office = new PostOffice(forMs(60));
    const worker = await start(office, { settings: { leaseMs: 1_000 } });
    const web = await start(office, { role: 'web' });
    for (let lane = 0; lane < 20; lane += 1) {
      await web.enqueue(...[1, 2, 3, 4, 5, 6].map((n) => letter(`cut-${lane}`, n, { kind: 'parcel' })));
    }
    for (let cut = 0; cut < 8; cut += 1) {
      await pause(60);
      await administer(
        database.url,
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      );
    }
    await eventually('nothing waits', async () => (await worker.waiting().catch(() => -1)) === 0, 15_000);
    for (let lane = 0; lane < 20; lane += 1) {
      const got = office.of(`cut-${lane}`);
      expect([...new Set(got)]).toEqual([1, 2, 3, 4, 5, 6]);
    }
    const [dead] = await worker.db.query('select count(*) as n from dead_lane_items');
    expect(dead).toEqual({ n: 0 });
  });

  it('a defect is given up after its attempts, and the lane goes on', async () => {
    const office = new PostOffice(([head]) => {
      if (head?.payload.n === 1) throw new Error('broken');
    });
    const process = await start(office, {
      settings: { maxAttempts: { inbound: 2, outbound: 2, urgent: 2 } },
    });
    await process.enqueue(letter('d', 1), letter('d', 2));
    await eventually('the second is delivered', () => office.of('d').length === 1);
    expect(office.buried).toEqual([{ n: 1, error: 'broken' }]);
    const dead = await process.db.query('select attempts, last_error, error from dead_lane_items');
    expect(dead).toEqual([{ attempts: 2, last_error: 'broken', error: 'broken' }]);
  });

  it('trouble outside uses up no attempts until the item is a day old', async () => {
    let now = new Date();
    const clock: Clock = { now: () => now };
    const office = new PostOffice(() => {
      throw new TransientFailure('502');
    });
    const process = await start(office, {
      clock,
      settings: { maxAttempts: { inbound: 1, outbound: 1, urgent: 1 } },
    });
    await process.enqueue(letter('t', 1));
    await eventually('it was tried twice', () => office.calls.length === 2);
    expect(office.buried).toEqual([]);
    now = new Date(now.getTime() + 25 * 60 * 60 * 1_000);
    await eventually('it is given up', () => office.buried.length === 1);
  });

  it('a stopping process lets its handlers finish and leaves the rest to others at once', async () => {
    const office = new PostOffice(forMs(200));
    const stopping = await start(office);
    await stopping.enqueue(letter('s', 1, { kind: 'parcel' }), letter('s', 2, { kind: 'parcel' }));
    await eventually('it is at work', () => office.calls.length === 1);
    await processes.pop()?.stop();
    expect(office.of('s')).toEqual([1]);
    const next = await start(office, { role: 'web' });
    const figures = await next.app.get(LaneFigures, { strict: false }).read();
    expect(figures).toMatchObject([
      { queue: 'inbound', waiting: 0 },
      { queue: 'outbound', waiting: 1, inWork: 0 },
      { queue: 'urgent', waiting: 0 },
    ]);
    expect(figures[1]?.oldestReadySeconds).toBeGreaterThan(0);
  });
});
