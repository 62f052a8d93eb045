import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, it, vi } from 'vitest';
import { defineJob } from '../../src/jobs/background/define-job.js';
import { HandlesJob } from '../../src/jobs/background/job-handler.js';
import { Jobs } from '../../src/jobs/background/jobs.js';
import { eventually } from '../support/eventually.js';
import { JobsProcess, type JobsProcessOptions } from '../support/jobs-process.js';
import { administer } from '../support/server-statements.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const greet = defineJob<{ name: string }>('test.greet');

@HandlesJob(greet)
class Greeter {
  readonly greeted: string[] = [];
  work: (name: string) => Promise<void> = () => Promise.resolve();

  async handle({ name }: { name: string }): Promise<void> {
    await this.work(name);
    this.greeted.push(name);
  }
}

describe('background jobs whose database fails them', () => {
  let database: TestDatabase;
  const processes: JobsProcess[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    // graphile-worker prints a worker's end past its logger.
    vi.spyOn(console, 'trace').mockReturnValue(undefined);
  });
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((process) => process.stop()));
  });
  afterAll(() => database.drop());

  async function start(more: Partial<JobsProcessOptions> = {}): Promise<JobsProcess> {
    const process = await JobsProcess.start({ url: database.url, providers: [Greeter], ...more });
    processes.push(process);
    return process;
  }

  const jobs = (process: JobsProcess): Jobs => process.app.get(Jobs, { strict: false });

  it('go on after all connections were cut, even in the worst moment', async () => {
    const blocker = new Client({ connectionString: database.url });
    await blocker.connect();
    await blocker.query('begin');
    await blocker.query('lock table graphile_worker._private_tasks in access exclusive mode');
    const starting = start();
    await eventually('the worker looks up its tasks', async () => {
      const cut = await administer(
        database.url,
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock' and query like '%into%_private_tasks%'`,
      );
      return cut.length > 0;
    });
    await blocker.query('rollback');
    await blocker.end();
    const process = await starting;
    await administer(
      database.url,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    const web = await start({ role: 'web' });
    await web.transactor.run((tx) => jobs(web).enqueue(tx, greet, { name: 'Ada' }));
    const greeter = process.app.get(Greeter, { strict: false });
    await eventually('Ada is greeted', () => greeter.greeted.length === 1);
  });

  it('go on after the ends of two jobs could not be noted', async () => {
    const process = await start();
    const greeter = process.app.get(Greeter, { strict: false });
    const ends = new Map<string, (error?: Error) => void>();
    greeter.work = (name) =>
      new Promise((resolve, reject) => {
        ends.set(name, (error) => {
          if (error === undefined) resolve();
          else reject(error);
        });
      });
    await process.transactor.run(async (tx) => {
      for (const name of ['Ada', 'Bob', 'Cyd']) await jobs(process).enqueue(tx, greet, { name });
    });
    await eventually('all are at work', () => ends.size === 3);
    await administer(
      database.url,
      `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'not now'; end $$;
       create trigger refuse before delete on graphile_worker._private_jobs execute function refuse()`,
    );
    for (const [index, name] of ['Ada', 'Bob'].entries()) {
      ends.get(name)?.();
      const refused = index + 1;
      await eventually(
        `the end of ${name} is refused`,
        () => process.log.warnings.filter((line) => line.includes('Failed to complete')).length === refused,
      );
    }
    await administer(database.url, 'drop function refuse cascade');
    greeter.work = () => Promise.resolve();
    ends.get('Cyd')?.(new Error('not today'));
    await process.transactor.run((tx) => jobs(process).enqueue(tx, greet, { name: 'Eve' }));
    await eventually('Eve is greeted', () => greeter.greeted.includes('Eve'));
    const twice = (name: string): boolean => greeter.greeted.filter((one) => one === name).length === 2;
    await eventually('so are Ada and Bob, once more', () => twice('Ada') && twice('Bob'));
  });
});
