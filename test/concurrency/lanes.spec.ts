import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { JobsProcess, letter } from '../support/jobs-process.js';
import { PostOffice } from '../support/post-office.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('lanes: order', () => {
  let database: TestDatabase;
  const processes: JobsProcess[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((process) => process.stop()));
  });
  afterAll(() => database.drop());

  async function start(office: PostOffice, more: Partial<Parameters<typeof JobsProcess.start>[0]> = {}) {
    const process = await JobsProcess.start({
      url: database.url,
      office,
      ...more,
    });
    processes.push(process);
    return process;
  }

  it('delivers what is put on a lane, in order', async () => {
    const office = new PostOffice();
    const process = await start(office);
    await process.enqueue(letter('a', 1), letter('b', 1), letter('a', 2), letter('a', 3));
    await eventually('all letters are delivered', () => office.delivered.length === 4);
    expect(office.of('a')).toEqual([1, 2, 3]);
    await eventually('nothing waits', async () => (await process.waiting()) === 0);
  });
});
