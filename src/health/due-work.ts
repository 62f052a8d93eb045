import { Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { setTimeout as pause } from 'node:timers/promises';
import { type BackgroundFigures, JobFigures } from '../jobs/background/job-figures.js';
import { LaneFigures, type QueueFigures } from '../jobs/lanes/lane-figures.js';

/** Later than this and somebody should look: workers are gone, stuck or too few. */
const longestDelaySeconds = 60;

/** A database that no longer answers must not keep the probe waiting. */
const patienceMs = 2_000;

/** Whether work that is due gets done. */
@Injectable()
export class DueWork {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly lanes: LaneFigures,
    private readonly jobs: JobFigures,
  ) {}

  async check(key: string): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check(key);
    try {
      const [queues, background] = await this.figures();
      const oldest = Math.max(
        background.oldestDueSeconds,
        ...queues.map((queue) => queue.oldestReadySeconds),
      );
      const figures = {
        oldestDueSeconds: Math.round(oldest),
        waiting: Object.fromEntries(queues.map(({ queue, waiting }) => [queue, waiting])),
        dueJobs: background.due,
      };
      return oldest > longestDelaySeconds ? indicator.down(figures) : indicator.up(figures);
    } catch {
      return indicator.down({ message: 'not known while the database is away' });
    }
  }

  private async figures(): Promise<[QueueFigures[], BackgroundFigures]> {
    const reading = Promise.all([this.lanes.read(), this.jobs.read()]);
    const inTime = await Promise.race([reading, pause(patienceMs, undefined, { ref: false })]);
    if (inTime !== undefined) return inTime;
    reading.catch(() => undefined);
    throw new Error('no answer in time');
  }
}
