import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import { LaneBell } from './lane-bell.js';
import { laneQueues } from './lane-item.js';
import { LaneRunner } from './lane-runner.js';
import { LaneToolbox } from './lane-toolbox.js';

/** Runs the queues in processes whose role is to work. */
@Injectable()
export class LaneRunners implements OnApplicationBootstrap, OnModuleDestroy {
  private runners: readonly LaneRunner[] = [];

  constructor(
    private readonly config: AppConfig,
    private readonly bell: LaneBell,
    private readonly toolbox: LaneToolbox,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role === 'web') return;
    this.runners = laneQueues
      .map((queue) => ({ queue, tools: this.toolbox.for(queue) }))
      .filter(({ tools }) => tools.duties.size > 0)
      .map(({ queue, tools }) => new LaneRunner(queue, tools));
    for (const runner of this.runners) {
      this.bell.answer(runner.queue, () => {
        runner.poke();
      });
      runner.start();
    }
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.runners.map((runner) => runner.stop()));
  }
}
