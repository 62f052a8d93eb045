import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { GroupsInTrouble } from './groups-in-trouble.js';
import { DueWork } from './due-work.js';
import { HealthController } from './health.controller.js';
import { Metrics } from './metrics.js';
import { MetricsController } from './metrics.controller.js';

@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController, MetricsController],
  providers: [DueWork, GroupsInTrouble, Metrics],
})
export class HealthModule {}
