import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { JobsProcess, letter } from '../support/jobs-process.js';
import { PostOffice } from '../support/post-office.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const lanes = 50;
const lettersPerLane = 40;

describe('lanes of several processes on one database', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('deliver 2,000 items in 50 lanes once each and in order, one process per lane at a time', async () => {
    const office = new PostOffice(pauseNowAndThen);
    const [first, second] = await Promise.all(
      [1, 2].map(() => JobsProcess.start({ url: database.url, office })),
    );
    if (first === undefined || second === undefined) throw new Error('not started');
    const puts: Promise<void>[] = [];
    for (let lane = 0; lane < lanes; lane += 1)
      puts.push(fill(lane % 2 === 0 ? first : second, `lane-${lane}`));
    await Promise.all(puts);
    await eventually('nothing waits', async () => (await first.waiting()) === 0, 20_000);
    await Promise.all([first.stop(), second.stop()]);

    const expected = Array.from({ length: lettersPerLane }, (_, n) => n);
    for (let lane = 0; lane < lanes; lane += 1) expect(office.of(`lane-${lane}`)).toEqual(expected);
    expect(office.overlapped).toBe(false);
    expect(office.peak).toBeGreaterThan(10);
    expect([...first.log.errors, ...second.log.errors]).toEqual([]);
  });

  it('keep the order in which transactions commit, also when both put items on one lane', async () => {
    const office = new PostOffice();
    const [first, second] = await Promise.all(
      [1, 2].map(() => JobsProcess.start({ url: database.url, office, role: 'web' })),
    );
    if (first === undefined || second === undefined) throw new Error('not started');
    const committed: number[] = [];
    const put = async (process: JobsProcess, n: number): Promise<void> => {
      await process.transactor.run(async (tx) => {
        await process.lanes.enqueue(tx, letter('shared', n));
        // Noted while the lane's row is still locked, so this list has the order of the commits.
        committed.push(n);
      });
    };
    await Promise.all(Array.from({ length: 100 }, (_, n) => put(n % 2 === 0 ? first : second, n)));
    const worker = await JobsProcess.start({ url: database.url, office });
    await eventually('nothing waits', async () => (await worker.waiting()) === 0);
    await Promise.all([first, second, worker].map((process) => process.stop()));
    expect(office.of('shared')).toEqual(committed);
  });
});

async function fill(process: JobsProcess, lane: string): Promise<void> {
  for (let n = 0; n < lettersPerLane; n += 4) {
    await process.enqueue(...[n, n + 1, n + 2, n + 3].map((each) => letter(lane, each)));
  }
}

async function pauseNowAndThen(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, Math.random() < 0.3 ? 3 : 0));
}
