import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PermanentFailure } from '../../src/jobs/lanes/permanent-failure.js';
import { TryLater } from '../../src/kernel/try-later.js';
import { eventually } from '../support/eventually.js';
import { type JobsProcessOptions, JobsProcess, letter } from '../support/jobs-process.js';
import { forMs, PostOffice } from '../support/post-office.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('a lane', () => {
  let database: TestDatabase;
  const processes: JobsProcess[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((process) => process.stop()));
  });
  afterAll(() => database.drop());

  async function start(office: PostOffice, more: Partial<JobsProcessOptions> = {}): Promise<JobsProcess> {
    const process = await JobsProcess.start({ url: database.url, office, ...more });
    processes.push(process);
    return process;
  }

  it('delivers in order, in batches that end where a kind of another handler begins', async () => {
    const office = new PostOffice();
    const process = await start(office);
    const items = [1, 2, 3, 4, 5, 6, 7].map((n) => letter('a', n, { kind: n % 2 === 0 ? 'card' : 'letter' }));
    const parcels = [8, 9].map((n) => letter('a', n, { kind: 'parcel' }));
    await process.enqueue(...items, ...parcels, letter('a', 10), letter('b', 1));
    await eventually('everything is delivered', async () => (await process.waiting()) === 0);
    expect(office.of('a')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(office.callsOf('a')).toEqual([[1, 2, 3, 4, 5], [6, 7], [8], [9], [10]]);
  });

  it('lets a given position decide before the order of arrival', async () => {
    const office = new PostOffice();
    const process = await start(office);
    await process.enqueue(...[30, 10, 20].map((n) => letter('positions', n, { position: n })));
    await eventually('everything is delivered', () => office.delivered.length === 3);
    expect(office.of('positions')).toEqual([10, 20, 30]);
  });

  it('keeps a failed item at its head and lets nothing overtake it', async () => {
    let failures = 2;
    const office = new PostOffice(([head]) => {
      if (head?.payload.n === 2 && failures > 0) {
        failures -= 1;
        throw new Error('no luck');
      }
    });
    const process = await start(office);
    await process.enqueue(letter('f', 1, { kind: 'card' }));
    await eventually('the first is through', () => office.of('f').length === 1);
    await process.enqueue(letter('f', 2), letter('f', 3), letter('free', 1));
    await eventually('the other lane is through', () => office.of('free').length === 1);
    expect(office.of('f')).toEqual([1]);
    await eventually('all are through', async () => (await process.waiting()) === 0);
    expect(office.of('f')).toEqual([1, 2, 3]);
    expect(office.callsOf('f')).toEqual([[1], [2, 3], [2], [2], [3]]);
  });

  it('waits until the moment that TryLater names, without counting an attempt', async () => {
    let asked = 0;
    let until = 0;
    const office = new PostOffice(() => {
      asked += 1;
      if (asked > 1) return;
      until = Date.now() + 400;
      throw new TryLater(new Date(until));
    });
    const process = await start(office);
    await process.enqueue(letter('later', 1));
    await eventually('it was asked once and waits without a lease', async () => {
      const free = `select 1 from lanes where lane = 'later' and lease is null and leased_until is null`;
      return asked === 1 && (await process.db.query(free)).length === 1;
    });
    await eventually('it is delivered', () => office.of('later').length === 1);
    expect(Date.now() - until).toBeGreaterThanOrEqual(-2);
    expect(Date.now() - until).toBeLessThan(150);
  });

  it('stays behind a closed gate together with all lanes of that gate, and nobody else', async () => {
    const office = new PostOffice();
    const process = await start(office);
    const until = Date.now() + 400;
    await process.lanes.closeGate(process.db, 'chat-1', new Date(until));
    await process.lanes.closeGate(process.db, 'chat-1', new Date(until - 300));
    const gate = 'chat-1';
    await process.enqueue(
      letter('g1', 1, { gate }),
      letter('g2', 1, { gate }),
      letter('g3', 1, { gate: 'chat-2' }),
    );
    await eventually('the open one is through', () => office.of('g3').length === 1);
    expect(office.delivered).toHaveLength(1);
    await eventually('the gate opens', () => office.delivered.length === 3);
    expect(Date.now() - until).toBeGreaterThanOrEqual(-2);
    expect(Date.now() - until).toBeLessThan(150);
  });

  it('gives scarce turns in the order of waiting: nobody twice before everybody once, and nobody asks in vain', async () => {
    const slotMs = 25;
    const gate = 'scarce';
    const lanes = Array.from({ length: 12 }, (_, n) => `turn-${n}`);
    const turns: string[] = [];
    let inVain = 0;
    let openAt = 0;
    // As a group's budget: every call closes the gate until the next slot. The first makes the topic.
    const office = new PostOffice(async ([head]) => {
      const lane = head?.lane ?? '';
      if (Date.now() < openAt) {
        inVain += 1;
        throw new TryLater(new Date(openAt));
      }
      openAt = Date.now() + slotMs;
      await process.lanes.closeGate(process.db, gate, new Date(openAt));
      turns.push(lane);
      if (turns.filter((turn) => turn === lane).length === 1) throw new TryLater(new Date(openAt));
    });
    const process = await start(office);
    await process.lanes.closeGate(process.db, gate, new Date(Date.now() + 300));
    // Six letters take two calls of five and one.
    for (const lane of lanes)
      await process.enqueue(...[1, 2, 3, 4, 5, 6].map((n) => letter(lane, n, { gate })));
    await eventually('everything is delivered', async () => (await process.waiting()) === 0);
    expect(turns).toEqual([...lanes.flatMap((lane) => [lane, lane]), ...lanes]);
    // Now and then somebody's clock is a millisecond ahead.
    expect(inVain).toBeLessThan(lanes.length);
  });

  it('gives up a poison item out of a batch, tells its handler once, and goes on', async () => {
    const office = new PostOffice((letters) => {
      if (letters.some(({ payload }) => payload.n === 2)) throw new PermanentFailure('unreadable');
    });
    const process = await start(office);
    await process.enqueue(letter('p', 1), letter('p', 2), letter('p', 3));
    await eventually('the rest is through', async () => (await process.waiting()) === 0);
    expect(office.of('p')).toEqual([1, 3]);
    expect(office.buried).toEqual([{ n: 2, error: 'unreadable' }]);
    const dead = await process.db.query('select payload, error from dead_lane_items');
    expect(dead).toEqual([{ payload: { n: 2 }, error: 'unreadable' }]);
    expect(process.log.errors.join()).toMatch(/gave up outbound item/);
  });

  it('visits urgent lanes first when there are more lanes than workers', async () => {
    const office = new PostOffice(forMs(5));
    const idle = await start(office, { role: 'web' });
    for (const n of [1, 2, 3]) await idle.enqueue(letter(`calm-${n}`, n, { priority: 5 }));
    await idle.enqueue(letter('urgent', 9, { priority: -1 }));
    await start(office, { settings: { concurrency: 1 } });
    await eventually('everything is delivered', () => office.delivered.length === 4);
    expect(office.delivered.map(({ n }) => n)).toEqual([9, 1, 2, 3]);
  });

  it('hears at once of work that a process without a runner put there', async () => {
    const office = new PostOffice();
    await start(office, { settings: { pollMs: 60_000 } });
    const web = await start(office, { role: 'web' });
    await pause(50);
    await web.enqueue(letter('notified', 1));
    await eventually('it is delivered', () => office.of('notified').length === 1, 2_000);
  });

  it('stores whatever people can type', async () => {
    const office = new PostOffice();
    const process = await start(office, { role: 'web' });
    await process.enqueue(letter('odd', 1, { payload: { text: 'a\0b \ud83d c 😀\u2028' } }));
    const [item] = await process.db.query(`select payload from lane_items where lane = 'odd'`);
    expect(item).toEqual({ payload: { text: 'a\ufffdb \ufffd c 😀\u2028' } });
    await process.db.query(`delete from lane_items`);
  });
});
