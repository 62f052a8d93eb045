import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'pg';
import { AppConfig } from '../../config/app-config.js';
import { JobDuties } from './job-duties.js';
import { concurrency, JobRunner } from './job-runner.js';
import { WorkerHeartbeats } from './worker-heartbeats.js';

const beatMs = 3_000;
const releaseMs = 3_000;
const stopLimitMs = 8_000;
const restartMs = 1_000;

/**
 * Runs graphile-worker in processes whose role is to work. No queue names (one per user measured 60 jobs a second)
 * and no local queue (it broke the order of named queues); what needs an order goes on a lane.
 */
@Injectable()
export class BackgroundWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(BackgroundWorker.name);
  private readonly timers: NodeJS.Timeout[] = [];
  private pool: Pool | undefined;
  /** The last is the one that takes jobs; earlier ones may still have some to end. */
  private runners: JobRunner[] = [];
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
    await this.quietly('release dead workers', () => this.releaseDead());
    this.every(beatMs, 'beat', () => this.beat());
    this.every(releaseMs, 'release dead workers', () => this.releaseDead());
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    for (const timer of this.timers) clearInterval(timer);
    await Promise.all(this.runners.map((runner) => this.stopRunner(runner)));
    for (const { workerId } of this.runners) {
      if (workerId !== undefined) await this.quietly('sign off', () => this.heartbeats.leave(workerId));
    }
    await this.pool?.end();
  }

  private async startRunner(pool: Pool): Promise<void> {
    const duties = this.duties.collect();
    if (this.stopping || Object.keys(duties.taskList).length === 0) return;
    const runner = await JobRunner.start(pool, duties, this.log, (reason) => void this.restart(pool, reason));
    this.runners.push(runner);
    await this.quietly('beat', () => this.beat());
  }

  /** It gives up for good when the database is away at a bad moment; nobody else would start it again. */
  private async restart(pool: Pool, reason: string): Promise<void> {
    while (!this.stopping) {
      this.log.error(`background jobs stopped, starting again: ${reason}`);
      await pause(restartMs, undefined, { ref: false });
      if (await this.quietly('start', () => this.startRunner(pool))) return;
    }
  }

  private async stopRunner(runner: JobRunner): Promise<void> {
    const stopped = this.quietly('stop', () => runner.stop());
    const inTime = await Promise.race([stopped, pause(stopLimitMs, 'late', { ref: false })]);
    if (inTime === 'late') await this.quietly('stop at once', () => runner.kill());
  }

  private async beat(): Promise<void> {
    for (const { workerId, isWorking } of this.runners) {
      if (workerId !== undefined && isWorking) await this.heartbeats.beat(workerId);
    }
  }

  private async releaseDead(): Promise<void> {
    for (const runner of this.runners.filter(({ isWorking }) => !isWorking)) {
      if (runner.workerId !== undefined) await this.heartbeats.release(runner.workerId);
      this.runners = this.runners.filter((other) => other !== runner);
    }
    await this.heartbeats.releaseDead();
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
