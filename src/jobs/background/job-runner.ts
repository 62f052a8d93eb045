import type { Logger } from '@nestjs/common';
import { EventEmitter } from 'node:events';
import { type ParsedCronItem, run, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker';
import type { Pool } from 'pg';
import { jobLogger } from './job-log.js';
import { neverMigrate } from './never-migrate.js';
import { watchForStuck } from './stuck-watch.js';

export const concurrency = 5;
/**
 * graphile-worker notes the end of a job without waiting for it: on a connection that was just cut that would be an
 * unhandled rejection, which ends the process. Noted in batches it ends the runner in order, which is started again.
 */
const bookkeeping = { completeJobBatchDelay: 0, failJobBatchDelay: 0 };

export interface Duties {
  readonly taskList: TaskList;
  readonly cronItems: ParsedCronItem[];
}

/** One run of graphile-worker, from its start until it takes no more jobs. It ends for good when the database fails it. */
export class JobRunner {
  /** The name under which it holds jobs. */
  workerId: string | undefined;
  /** False once its last job is done or given up. */
  isWorking = true;
  private runner: Runner | undefined;

  private constructor(private readonly events: WorkerEvents) {}

  /** `ended` is called once, when it takes no more jobs; its last ones may still run then. */
  static async start(
    pgPool: Pool,
    { taskList, cronItems }: Duties,
    log: Logger,
    ended: (reason: string) => void,
  ): Promise<JobRunner> {
    const events: WorkerEvents = new EventEmitter();
    const self = new JobRunner(events);
    self.follow(log);
    const runner = await run(
      {
        pgPool,
        concurrency,
        events,
        noHandleSignals: true,
        logger: jobLogger(log),
        preset: { plugins: [neverMigrate], worker: bookkeeping },
      },
      taskList,
      cronItems,
    );
    self.runner = runner;
    const stop = (): void => void runner.stop().catch(() => undefined);
    watchForStuck(events, concurrency, stop);
    // Its promise alone does not tell: graphile-worker 0.17 waits for ever when the ends of two jobs failed to be noted.
    const over = new Promise<string>((resolve) => {
      events.on('pool:gracefulShutdown', ({ message }) => {
        resolve(message);
      });
      runner.promise.then(
        () => {
          resolve('it ended');
        },
        (error: unknown) => {
          resolve(String(error));
        },
      );
    });
    void over.then((reason) => {
      stop();
      ended(reason);
    });
    return self;
  }

  /** Ends when the jobs that still run are done. */
  async stop(): Promise<void> {
    await this.runner?.stop();
  }

  /** Puts the jobs that still run back, to be tried again elsewhere. */
  async kill(): Promise<void> {
    await this.runner?.kill('the process stops');
  }

  private follow(log: Logger): void {
    this.events.on('pool:create', ({ workerPool }) => {
      this.workerId = workerPool.id;
    });
    const isDone = (): void => {
      this.isWorking = false;
    };
    this.events.on('pool:gracefulShutdown:complete', isDone);
    this.events.on('pool:gracefulShutdown:error', isDone);
    this.events.on('job:failed', ({ job, error }) => {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      log.error(`job ${job.id} (${job.task_identifier}) failed for good: ${reason}`);
    });
  }
}
