import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { enqueueFrom } from '../../src/jobs/lanes/enqueue-sql.js';
import { eventually } from '../support/eventually.js';
import { JobsProcess, letter } from '../support/jobs-process.js';
import { PostOffice } from '../support/post-office.js';
import { administer } from '../support/server-statements.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('lanes and transactions', () => {
  let database: TestDatabase;
  const processes: JobsProcess[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    await administer(database.url, 'create table effects (n integer primary key)');
    await administer(database.url, 'create table updates (update_id bigint primary key, body jsonb)');
  });
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((process) => process.stop()));
  });
  afterAll(() => database.drop());

  async function start(office: PostOffice, role: 'all' | 'web' = 'all'): Promise<JobsProcess> {
    const process = await JobsProcess.start({ url: database.url, office, role });
    processes.push(process);
    return process;
  }

  it('an item of a transaction that rolls back never existed', async () => {
    const office = new PostOffice();
    const process = await start(office);
    const failing = process.transactor.run(async (tx) => {
      await process.lanes.enqueue(tx, letter('rolled-back', 1));
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    await process.enqueue(letter('rolled-back', 2));
    await eventually('the second is delivered', () => office.delivered.length === 1);
    expect(office.of('rolled-back')).toEqual([2]);
  });

  it('an effect and the removal of its item commit together or not at all', async () => {
    let failing = true;
    const office: PostOffice = new PostOffice(([head]) =>
      worker.transactor.run(async (tx) => {
        await tx.query('insert into effects values ($1)', [head?.payload.n]);
        await worker.lanes.complete(tx, [head?.id ?? 0]);
        if (failing) {
          failing = false;
          throw new Error('at the last moment');
        }
      }),
    );
    const worker = await start(office);
    await worker.enqueue(letter('effects', 1, { kind: 'parcel' }), letter('effects', 2, { kind: 'parcel' }));
    await eventually('nothing waits', async () => (await worker.waiting()) === 0);
    expect(await worker.db.query('select n from effects order by n')).toEqual([{ n: 1 }, { n: 2 }]);
    expect(office.callsOf('effects')).toEqual([[1], [1], [2]]);
  });

  it('what fails after its item was taken off is not blamed on the next item', async () => {
    const office: PostOffice = new PostOffice(async ([head]) => {
      if (head?.payload.n !== 1) return;
      await worker.transactor.run((tx) => worker.lanes.complete(tx, [head.id]));
      throw new Error('after the fact');
    });
    const worker = await start(office);
    await worker.enqueue(letter('after', 1, { kind: 'parcel' }), letter('after', 2, { kind: 'parcel' }));
    await eventually('nothing waits', async () => (await worker.waiting()) === 0);
    expect(office.callsOf('after')).toEqual([[1], [2]]);
  });

  it('one statement stores an update and wakes its lane, and does neither the second time', async () => {
    const web = await start(new PostOffice(), 'web');
    const receive = (updateId: number) =>
      web.db.query<{ stored: boolean }>(
        `with stored as (
           insert into updates values ($1, '{}') on conflict do nothing returning update_id
         ), given as (
           select 'inbound' as queue, 'user-1' as lane, null::text as gate, update_id as position,
             'update' as kind, jsonb_build_object('updateId', update_id) as payload, null::smallint as priority
           from stored
         ), ${enqueueFrom('given')}
         select exists (select from lane_inserts) as stored`,
        [updateId],
      );
    const answers = await Promise.all([7, 7, 6, 7].map(receive));
    expect(answers.flat().filter(({ stored }) => stored)).toHaveLength(2);
    expect(await web.db.query('select position, payload from lane_items order by position')).toEqual([
      { position: 6, payload: { updateId: 6 } },
      { position: 7, payload: { updateId: 7 } },
    ]);
    const lane = await web.db.query(`select wake, idle from lanes where lane = 'user-1'`);
    expect(lane).toEqual([{ wake: 2, idle: false }]);
  });
});
