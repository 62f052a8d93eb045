import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { BackgroundWorker } from './background/background-worker.js';
import { JobDuties } from './background/job-duties.js';
import { JobFigures } from './background/job-figures.js';
import { Jobs } from './background/jobs.js';
import { WorkerHeartbeats } from './background/worker-heartbeats.js';
import { DeadItems } from './lanes/dead-items.js';
import { LaneBell } from './lanes/lane-bell.js';
import { LaneDuties } from './lanes/lane-duties.js';
import { LaneFigures } from './lanes/lane-figures.js';
import { LaneRunners } from './lanes/lane-runners.js';
import { defaultLaneSettings, LaneSettings } from './lanes/lane-settings.js';
import { LaneStore } from './lanes/lane-store.js';
import { LaneSweep } from './lanes/lane-sweep.js';
import { LaneToolbox } from './lanes/lane-toolbox.js';
import { Lanes } from './lanes/lanes.js';

/** Everything that happens later: ordered lanes, and background jobs without an order. */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    { provide: LaneSettings, useValue: defaultLaneSettings },
    BackgroundWorker,
    DeadItems,
    JobDuties,
    JobFigures,
    Jobs,
    LaneBell,
    LaneDuties,
    LaneFigures,
    LaneRunners,
    LaneStore,
    LaneSweep,
    LaneToolbox,
    Lanes,
    WorkerHeartbeats,
  ],
  exports: [JobFigures, Jobs, LaneFigures, Lanes],
})
export class JobsModule {}
