import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { run, type Runner, type WorkerEvents } from 'graphile-worker';
import { Pool } from 'pg';
import { AppConfig } from '../../config/app-config.js';
import { JobDuties } from './job-duties.js';
import { jobLogger } from './job-log.js';
import { neverMigrate } from './never-migrate.js';
import { watchForStuck } from './stuck-watch.js';
import { WorkerHeartbeats } from './worker-heartbeats.js';

const concurrency = 5;
const beatMs = 3_000;
const releaseMs = 3_000;
const stopLimitMs = 8_000;
const restartMs = 1_000;
/**
 * graphile-worker notes the end of a job without waiting for it: on a connection that was just cut that would be an
 * unhandled rejection, which ends the process. Noted in batches it ends the runner in order, which is started again.
 */
const bookkeeping = { completeJobBatchDelay: 0, failJobBatchDelay: 0 };

/**
 * Runs graphile-worker in processes whose role is to work. No queue names (one per user measured 60 jobs a second)
 * and no local queue (it broke the order of named queues); what needs an order goes on a lane.
 */
@Injectable()
export class BackgroundWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(BackgroundWorker.name);
  private readonly timers: NodeJS.Timeout[] = [];
  private pool: Pool | undefined;
  private runner: Runner | undefined;
  private workerId: string | undefined;
  private stopping = false;

  constructor(
    private readonly config: AppConfig,
    private readonly duties: JobDuties,
    private readonly heartbeats: WorkerHeartbeats,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.role === 'web') return;
    this.pool = new Pool({ connectionString: this.config.database.url, max: concurrency + 2 });
    this.pool.on('error', (error) => {
      this.log.warn(`a connection was lost: ${error.message}`);
    });
    this.pool.on('connect', (client) => {
      client.on('error', () => undefined);
    });
    await this.startRunner(this.pool);
    await this.quietly('release dead workers', () => this.heartbeats.releaseDead());
    this.every(beatMs, 'beat', () => this.beat());
    this.every(releaseMs, 'release dead workers', () => this.heartbeats.releaseDead());
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    for (const timer of this.timers) clearInterval(timer);
    await this.stopRunner();
    const { workerId } = this;
    if (workerId !== undefined) await this.quietly('sign off', () => this.heartbeats.leave(workerId));
    await this.pool?.end();
  }

  private async startRunner(pgPool: Pool): Promise<void> {
    const events: WorkerEvents = new EventEmitter();
    events.on('pool:create', ({ workerPool }) => {
      this.workerId = workerPool.id;
      void this.quietly('beat', () => this.beat());
    });
    events.on('job:failed', ({ job, error }) => {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.log.error(`job ${job.id} (${job.task_identifier}) failed for good: ${reason}`);
    });
    const { taskList, cronItems } = this.duties.collect();
    if (Object.keys(taskList).length === 0) return;
    const runner = await run(
      {
        pgPool,
        concurrency,
        events,
        noHandleSignals: true,
        logger: jobLogger(this.log),
        preset: { plugins: [neverMigrate], worker: bookkeeping },
      },
      taskList,
      cronItems,
    );
    this.runner = runner;
    watchForStuck(events, concurrency, () => void this.quietly('stop a stuck runner', () => runner.stop()));
    runner.promise.then(
      () => void this.restart(pgPool, 'it ended'),
      (error: unknown) => void this.restart(pgPool, String(error)),
    );
  }

  /** It gives up for good when the database is away at a bad moment; nobody else would start it again. */
  private async restart(pool: Pool, reason: string): Promise<void> {
    this.runner = undefined;
    while (!this.stopping) {
      this.log.error(`background jobs stopped, starting again: ${reason}`);
      await pause(restartMs, undefined, { ref: false });
      if (await this.quietly('start', () => this.startRunner(pool))) return;
    }
  }

  private async stopRunner(): Promise<void> {
    const { runner } = this;
    if (runner === undefined) return;
    const stopped = this.quietly('stop', () => runner.stop());
    const inTime = await Promise.race([stopped, pause(stopLimitMs, 'late', { ref: false })]);
    // Puts the jobs that still run back, to be tried again elsewhere.
    if (inTime === 'late') await this.quietly('stop at once', () => runner.kill('the process stops'));
  }

  private async beat(): Promise<void> {
    if (this.workerId !== undefined) await this.heartbeats.beat(this.workerId);
  }

  private every(ms: number, what: string, work: () => Promise<unknown>): void {
    this.timers.push(setInterval(() => void this.quietly(what, work), ms));
  }

  private async quietly(what: string, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.log.warn(`could not ${what}: ${String(error)}`);
      return false;
    }
  }
}
