import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { JobFigures } from '../jobs/background/job-figures.js';
import { LaneFigures } from '../jobs/lanes/lane-figures.js';

/** Figures of this process and of the work that all processes share. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();

  constructor(
    private readonly lanes: LaneFigures,
    private readonly jobs: JobFigures,
  ) {
    collectDefaultMetrics({ register: this.registry });
    this.addLaneGauges();
    this.addJobGauges();
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  private addLaneGauges(): void {
    const registers = [this.registry];
    const labelNames = ['queue'] as const;
    const waiting = new Gauge({
      name: 'bot_lane_items_waiting',
      help: 'Items on lanes',
      labelNames,
      registers,
    });
    const dead = new Gauge({ name: 'bot_lane_items_dead', help: 'Items given up', labelNames, registers });
    const inWork = new Gauge({
      name: 'bot_lanes_in_work',
      help: 'Lanes that a worker has',
      labelNames,
      registers,
    });
    new Gauge({
      name: 'bot_lane_oldest_ready_seconds',
      help: 'Age of the oldest lane that is due and not worked on',
      labelNames,
      registers,
      collect: async function (this: Gauge<'queue'>) {
        for (const figures of await lanes.read()) {
          const { queue } = figures;
          this.set({ queue }, figures.oldestReadySeconds);
          waiting.set({ queue }, figures.waiting);
          dead.set({ queue }, figures.dead);
          inWork.set({ queue }, figures.inWork);
        }
      },
    });
    const { lanes } = this;
    new Gauge({
      name: 'bot_lane_sweep_alarms',
      help: 'Forgotten lanes that the sweep woke; anything but 0 is a defect',
      registers,
      collect() {
        this.set(lanes.sweepAlarms);
      },
    });
  }

  private addJobGauges(): void {
    const registers = [this.registry];
    const failed = new Gauge({
      name: 'bot_jobs_failed',
      help: 'Background jobs that used up their attempts',
      registers,
    });
    const oldest = new Gauge({
      name: 'bot_jobs_oldest_due_seconds',
      help: 'Age of the oldest due job',
      registers,
    });
    const { jobs } = this;
    new Gauge({
      name: 'bot_jobs_due',
      help: 'Background jobs whose time has come',
      registers,
      async collect() {
        const figures = await jobs.read();
        this.set(figures.due);
        oldest.set(figures.oldestDueSeconds);
        failed.set(figures.failed);
      },
    });
  }
}
