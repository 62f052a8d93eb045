import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { DeadItems } from './dead-items.js';
import { LaneDuties } from './lane-duties.js';
import type { LaneQueue } from './lane-item.js';
import { LaneSettings } from './lane-settings.js';
import { LaneStore } from './lane-store.js';
import type { VisitTools } from './lane-visit.js';

/** Puts together what a runner needs for its queue. */
@Injectable()
export class LaneToolbox {
  constructor(
    private readonly store: LaneStore,
    private readonly dead: DeadItems,
    private readonly duties: LaneDuties,
    private readonly settings: LaneSettings,
    private readonly clock: Clock,
  ) {}

  for(queue: LaneQueue): VisitTools {
    const { store, dead, settings } = this;
    return { store, dead, settings, duties: this.duties.of(queue), now: () => this.clock.now() };
  }
}
