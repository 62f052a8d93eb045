import { Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { JobFigures } from '../jobs/background/job-figures.js';
import { LaneFigures } from '../jobs/lanes/lane-figures.js';

/** Later than this and somebody should look: workers are gone, stuck or too few. */
const longestDelaySeconds = 60;

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
      const [queues, background] = await Promise.all([this.lanes.read(), this.jobs.read()]);
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
}
