import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { announce } from '../../src/jobs/background/announce.js';
import { defineCron } from '../../src/jobs/background/define-cron.js';
import { defineEvent } from '../../src/jobs/background/define-event.js';
import { defineJob } from '../../src/jobs/background/define-job.js';
import { JobDuties } from '../../src/jobs/background/job-duties.js';
import { JobFigures } from '../../src/jobs/background/job-figures.js';
import { HandlesJob, type JobRun, OnCron, OnEvent } from '../../src/jobs/background/job-handler.js';
import { Jobs } from '../../src/jobs/background/jobs.js';
import { WorkerHeartbeats } from '../../src/jobs/background/worker-heartbeats.js';
import { eventually } from '../support/eventually.js';
import { JobsProcess, type JobsProcessOptions } from '../support/jobs-process.js';
import { administer } from '../support/server-statements.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/test-database.js';

const greet = defineJob<{ name: string }>('test.greet', { maxAttempts: 2 });
const arrived = defineEvent<{ name: string }>('test.arrived');
const nightly = defineCron('test.nightly', '30 3 * * *', { backfillMs: 3_600_000 });

@HandlesJob(greet)
class Greeter {
  readonly greeted: string[] = [];
  work: (name: string, run: JobRun) => Promise<void> = () => Promise.resolve();

  async handle({ name }: { name: string }, run: JobRun): Promise<void> {
    await this.work(name, run);
    this.greeted.push(name);
  }
}

@OnEvent(arrived, 'welcome')
class Welcome {
  readonly welcomed: string[] = [];

  handle({ name }: { name: string }): Promise<void> {
    this.welcomed.push(name);
    return Promise.resolve();
  }
}

@OnEvent(arrived, 'statistics')
class Statistics {
  tries = 0;

  handle(): Promise<void> {
    this.tries += 1;
    return Promise.reject(new Error('no statistics today'));
  }
}

@OnCron(nightly)
class Nightly {
  handle(): Promise<void> {
    return Promise.resolve();
  }
}

describe('background jobs', () => {
  let database: TestDatabase;
  const processes: JobsProcess[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  beforeEach(() => administer(database.url, 'truncate graphile_worker._private_jobs'));
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((process) => process.stop()));
  });
  afterAll(() => database.drop());

  async function start(more: Partial<JobsProcessOptions> = {}): Promise<JobsProcess> {
    const providers = [Greeter, Welcome, Statistics, Nightly];
    const process = await JobsProcess.start({ url: database.url, providers, ...more });
    processes.push(process);
    return process;
  }

  const jobs = (process: JobsProcess): Jobs => process.app.get(Jobs, { strict: false });
  const figures = (process: JobsProcess) => process.app.get(JobFigures, { strict: false }).read();

  it('exist once their transaction commits, and never when it rolls back', async () => {
    const process = await start();
    const greeter = process.app.get(Greeter, { strict: false });
    const failing = process.transactor.run(async (tx) => {
      await jobs(process).enqueue(tx, greet, { name: 'nobody' });
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    await process.transactor.run((tx) => jobs(process).enqueue(tx, greet, { name: 'Ada' }));
    await eventually('Ada is greeted', () => greeter.greeted.length > 0);
    expect(greeter.greeted).toEqual(['Ada']);
  });

  it('with one key wait once, with the newest payload', async () => {
    const web = await start({ role: 'web' });
    const runAt = new Date(Date.now() + 60_000);
    for (const name of ['first', 'second']) {
      await web.transactor.run((tx) => jobs(web).enqueue(tx, greet, { name }, { jobKey: 'k', runAt }));
    }
    const waiting = await web.db.query('select payload, run_at from graphile_worker._private_jobs');
    expect(waiting).toEqual([{ payload: { name: 'second' }, run_at: runAt }]);
    expect(await figures(web)).toEqual({ due: 0, oldestDueSeconds: 0, inWork: 0, failed: 0 });
  });

  it('of an event go to every subscriber, and one that fails does not hold up the other', async () => {
    const web = await start({ role: 'web' });
    await web.transactor.run((tx) => announce(tx, arrived, { name: 'Ada' }));
    const announced = await web.db.query(
      'select task_identifier as task from graphile_worker.jobs order by 1',
    );
    expect(announced).toEqual([{ task: 'test.arrived:statistics' }, { task: 'test.arrived:welcome' }]);
    const worker = await start({ role: 'worker' });
    const welcome = worker.app.get(Welcome, { strict: false });
    const statistics = worker.app.get(Statistics, { strict: false });
    await eventually('both were called', () => welcome.welcomed.length === 1 && statistics.tries === 1);
    const left = (): Promise<object[]> =>
      worker.db.query('select task_identifier as task, attempts from graphile_worker.jobs');
    await eventually('the one that was done is gone', async () => (await left()).length === 1);
    expect(await left()).toEqual([{ task: 'test.arrived:statistics', attempts: 1 }]);
  });

  it('that use up their attempts are counted and logged as errors, earlier failures only as warnings', async () => {
    const process = await start();
    process.app.get(Greeter, { strict: false }).work = (_name, { attempt }) =>
      Promise.reject(new Error(`failure ${attempt}`));
    await process.transactor.run((tx) => jobs(process).enqueue(tx, greet, { name: 'Ada' }));
    await eventually('it failed once', () => process.log.warnings.some((line) => line.includes('failure 1')));
    expect(process.log.errors).toEqual([]);
    await process.db.query('update graphile_worker._private_jobs set run_at = now()');
    await eventually('it failed for good', async () => (await figures(process)).failed === 1);
    expect(process.log.errors.join()).toMatch(/test\.greet.*failed for good.*failure 2/s);
  });

  it('on a schedule are registered with their pattern and how far back they are made up', async () => {
    const process = await start();
    const { cronItems } = process.app.get(JobDuties, { strict: false }).collect();
    expect(cronItems).toMatchObject([
      { task: 'test.nightly', identifier: 'test.nightly', options: { backfillPeriod: 3_600_000 } },
    ]);
    await eventually('the database knows it', async () => {
      const known = await process.db.query(`select identifier from graphile_worker._private_known_crontabs`);
      return known.length === 1;
    });
  });

  it('of a worker that died are released; those of a living one, however long they take, are not', async () => {
    const process = await start({ role: 'web' });
    await process.transactor.run(async (tx) => {
      for (const name of ['dead', 'alive', 'new']) await jobs(process).enqueue(tx, greet, { name });
    });
    await process.db.query(`
      update graphile_worker._private_jobs set locked_by = payload->>'name',
        locked_at = case payload->>'name' when 'new' then now() else now() - interval '1 hour' end`);
    await process.db.query(`
      insert into worker_heartbeats values ('dead', now() - interval '61 seconds'), ('alive', now())`);
    expect(await process.app.get(WorkerHeartbeats, { strict: false }).releaseDead()).toBe(1);
    const locked = await process.db.query(
      'select locked_by from graphile_worker._private_jobs where locked_by is not null order by 1',
    );
    expect(locked).toEqual([{ locked_by: 'alive' }, { locked_by: 'new' }]);
  });

  it('finish before the process stops, and the worker signs off', async () => {
    const process = await start();
    const greeter = process.app.get(Greeter, { strict: false });
    let begun = false;
    greeter.work = async () => {
      begun = true;
      await pause(300);
    };
    await process.transactor.run((tx) => jobs(process).enqueue(tx, greet, { name: 'Ada' }));
    await eventually('it began', () => begun);
    const beats = await process.db.query(
      'select worker_id from worker_heartbeats where beat_at > now() - $1::interval',
      ['9 s'],
    );
    expect(beats).not.toEqual([]);
    await processes.pop()?.stop();
    expect(greeter.greeted).toEqual(['Ada']);
    const left = await administer(database.url, 'select from graphile_worker._private_jobs');
    expect(left).toEqual([]);
  });

  it('refuse to start without their tables instead of making them', async () => {
    const empty = await createEmptyDatabase();
    const starting = JobsProcess.start({ url: empty.url, providers: [Greeter] });
    await expect(starting).rejects.toThrow(/no tables for background jobs.*MIGRATE_ON_START/s);
    const schemas = await administer(empty.url, `select from pg_namespace where nspname = 'graphile_worker'`);
    expect(schemas).toEqual([]);
    await empty.drop();
  });
});
