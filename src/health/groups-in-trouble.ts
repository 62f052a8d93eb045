import { Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { GroupTroublesQuery } from '../conversations/threads/group-troubles.query.js';

/** Admin groups that only a person can repair: no reason to take this process out of traffic, but to be seen. */
@Injectable()
export class GroupsInTrouble {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly troubles: GroupTroublesQuery,
  ) {}

  async check(key: string): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check(key);
    try {
      return indicator.up({ needHelp: await this.troubles.current() });
    } catch {
      return indicator.up({ needHelp: [] });
    }
  }
}
