import { Controller, Get, HttpCode, Res } from '@nestjs/common';
import { HealthCheckService, TypeOrmHealthIndicator } from '@nestjs/terminus';
import type { FastifyReply } from 'fastify';
import { GroupsInTrouble } from './groups-in-trouble.js';
import { DueWork } from './due-work.js';

/** For load balancers (ready?) and orchestrators (alive?). */
@Controller('health')
export class HealthController {
  constructor(
    private readonly checks: HealthCheckService,
    private readonly database: TypeOrmHealthIndicator,
    private readonly dueWork: DueWork,
    private readonly groups: GroupsInTrouble,
  ) {}

  @Get()
  async ready(@Res() reply: FastifyReply): Promise<void> {
    try {
      const { details } = await this.checks.check([
        () => this.database.pingCheck('database', { timeout: 2_000 }),
        () => this.dueWork.check('jobs'),
        () => this.groups.check('groups'),
      ]);
      await reply.status(200).send({ status: 'healthy', ...details });
    } catch (error) {
      // terminus throws its report; the database's own error text may name hosts, so only the states are shown.
      const details = (error as { response?: { details?: object } }).response?.details ?? {};
      await reply.status(503).send({ status: 'unhealthy', ...details });
    }
  }

  @Get('live')
  @HttpCode(200)
  live(): { status: string } {
    return { status: 'alive' };
  }
}
