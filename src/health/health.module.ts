import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { DueWork } from './due-work.js';
import { HealthController } from './health.controller.js';
import { Metrics } from './metrics.js';
import { MetricsController } from './metrics.controller.js';

@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController, MetricsController],
  providers: [DueWork, Metrics],
})
export class HealthModule {}
