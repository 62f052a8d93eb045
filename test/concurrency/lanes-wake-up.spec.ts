import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LaneStore } from '../../src/jobs/lanes/lane-store.js';
import { LaneSweep } from '../../src/jobs/lanes/lane-sweep.js';
import { JobsProcess, letter } from '../support/jobs-process.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const lane = 'l';
const isIdle = 'select idle from lanes where lane = $1';

/** The steps of a runner are taken by hand here, so that the race happens in every run and not once in 40,000. */
describe('a lane that gets an item while a runner is at it', () => {
  let database: TestDatabase;
  let process: JobsProcess;
  let store: LaneStore;
  let other: Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    process = await JobsProcess.start({ url: database.url, role: 'web' });
    store = process.app.get(LaneStore, { strict: false });
  });
  beforeEach(async () => {
    other = new Client({ connectionString: database.url });
    await other.connect();
    await process.enqueue(letter(lane, 1));
  });
  afterEach(async () => {
    await other.end();
    await process.db.query('truncate lanes, lane_items');
  });
  afterAll(async () => {
    await process.stop();
    await database.drop();
  });

  async function lease() {
    const [leased] = await store.lease('outbound', 10, 10_000);
    return leased;
  }

  async function visit(leased: Awaited<ReturnType<typeof lease>>): Promise<number[]> {
    const [taken] = await store.read('outbound', leased, 100);
    if (taken === undefined) throw new Error('not ours');
    await store.release(taken, { done: taken.items.map(({ id }) => id), drained: true, failures: 0 });
    return taken.items.map(({ payload }) => (payload as { n: number }).n);
  }

  it('between the lease and the reading: the item is read', async () => {
    const leased = await lease();
    await process.enqueue(letter(lane, 2));
    expect(await visit(leased)).toEqual([1, 2]);
    expect(await process.db.query(isIdle, [lane])).toEqual([{ idle: true }]);
  });

  it('between the reading and the release: the lane stays awake', async () => {
    const leased = await lease();
    const [taken] = await store.read('outbound', leased, 100);
    if (taken === undefined) throw new Error('not ours');
    await process.enqueue(letter(lane, 2));
    const dueIn = await store.release(taken, {
      done: taken.items.map(({ id }) => id),
      drained: true,
      failures: 0,
    });
    expect(dueIn).toBeLessThanOrEqual(0);
    expect(await process.db.query(isIdle, [lane])).toEqual([{ idle: false }]);
    expect(await visit(await lease())).toEqual([2]);
  });

  it('in a transaction that is still open when the release begins: the lane stays awake', async () => {
    const leased = await lease();
    const [taken] = await store.read('outbound', leased, 100);
    if (taken === undefined) throw new Error('not ours');
    await other.query('begin');
    await putSecond();
    const released = store.release(taken, {
      done: taken.items.map(({ id }) => id),
      drained: true,
      failures: 0,
    });
    await waitsForLock(1);
    await other.query('commit');
    await released;
    expect(await process.db.query(isIdle, [lane])).toEqual([{ idle: false }]);
    expect(await visit(await lease())).toEqual([2]);
  });

  it('is lost by one statement that locks the lane and fetches its items: why there are two', async () => {
    await other.query('begin');
    await putSecond();
    // Its snapshot is older than the commit below, but the lock gives it the newest version of the lane's row.
    const naive = process.db.query<{ wake: number; n: number }>(
      `with mine as (
         update lanes set leased_until = now() + interval '10 seconds' where lane = $1 returning queue, lane, wake
       )
       select mine.wake, (i.payload->>'n')::int as n from mine join lane_items i using (queue, lane)`,
      [lane],
    );
    await waitsForLock(1);
    await other.query('commit');
    expect(await naive).toEqual([{ wake: 2, n: 1 }]);
    await process.db.query(
      `with gone as (delete from lane_items where payload = '{"n": 1}')
       update lanes set leased_until = null, idle = (wake = 2) where lane = $1`,
      [lane],
    );
    expect(await process.waiting()).toBe(1);
    expect(await process.db.query(isIdle, [lane])).toEqual([{ idle: true }]);
  });

  it('and is forgotten all the same, by a defect yet unknown: the sweep wakes it and raises the alarm', async () => {
    await process.db.query('update lanes set idle = true where lane = $1', [lane]);
    expect(await lease()).toEqual([]);
    const sweep = process.app.get(LaneSweep, { strict: false });
    expect(await sweep.sweep()).toBe(1);
    expect(await sweep.sweep()).toBe(0);
    expect(sweep.alarms).toBe(1);
    expect(process.log.errors).toEqual([`outbound lane ${lane} had items but slept`]);
    expect(await visit(await lease())).toEqual([1]);
  });

  it('takes off exactly what was sent, even when a smaller position becomes visible later', async () => {
    const leased = await lease();
    const [taken] = await store.read('outbound', leased, 100);
    if (taken === undefined) throw new Error('not ours');
    await process.enqueue(letter(lane, 0, { position: -1 }));
    await store.release(taken, { done: taken.items.map(({ id }) => id), drained: true, failures: 0 });
    expect(await visit(await lease())).toEqual([0]);
  });

  async function putSecond(): Promise<void> {
    await other.query(
      `with lane as (
         insert into lanes as l (queue, lane) values ('outbound', $1)
         on conflict (queue, lane) do update set wake = l.wake + 1, idle = false
       )
       insert into lane_items (queue, lane, kind, payload) values ('outbound', $1, 'letter', '{"n": 2}')`,
      [lane],
    );
  }

  async function waitsForLock(sessions: number): Promise<void> {
    await expect
      .poll(async () => {
        const [row] = await process.db.query<{ n: number }>(
          `select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        return row?.n;
      })
      .toBe(sessions);
  }
});
