import { Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { setTimeout as pause } from 'node:timers/promises';
import { GroupTroublesQuery } from '../conversations/threads/group-troubles.query.js';

/** A database that no longer answers must not keep the probe waiting. */
const patienceMs = 1_500;

/** Admin groups that only a person can repair: no reason to take this process out of traffic, but to be seen. */
@Injectable()
export class GroupsInTrouble {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly troubles: GroupTroublesQuery,
  ) {}

  async check(key: string): Promise<HealthIndicatorResult> {
    const reading = this.troubles.current().catch(() => undefined);
    const needHelp = await Promise.race([reading, pause(patienceMs, undefined, { ref: false })]);
    return this.indicators.check(key).up({ needHelp: needHelp ?? [] });
  }
}
