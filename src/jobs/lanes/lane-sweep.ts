import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import { Reader } from '../../database/reader.js';
import { LaneSettings } from './lane-settings.js';

/**
 * Wakes idle lanes that hold items. There should never be one, so each is counted and logged as an alarm: it is a
 * defect of the lanes that would otherwise keep a customer waiting for ever.
 */
@Injectable()
export class LaneSweep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(LaneSweep.name);
  private timer: NodeJS.Timeout | undefined;
  private woken = 0;

  constructor(
    private readonly config: AppConfig,
    private readonly db: Reader,
    private readonly settings: LaneSettings,
  ) {}

  /** Lanes that this process had to wake since it started. */
  get alarms(): number {
    return this.woken;
  }

  onApplicationBootstrap(): void {
    if (this.config.role === 'web') return;
    this.timer = setInterval(() => {
      this.sweep().catch((error: unknown) => {
        this.log.warn(`could not look for forgotten lanes: ${String(error)}`);
      });
    }, this.settings.sweepMs);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  async sweep(): Promise<number> {
    const lanes = await this.db.query<{ queue: string; lane: string }>(
      `insert into lanes as l (queue, lane, priority)
       select i.queue, i.lane, min(i.priority)
       from lane_items i left join lanes known on known.queue = i.queue and known.lane = i.lane
       where known.lane is null or known.idle
       group by i.queue, i.lane order by i.queue, i.lane
       on conflict (queue, lane) do update
         set idle = false, wake = l.wake + 1, ready_since = now(), next_at = now()
         where l.idle
       returning queue, lane`,
    );
    this.woken += lanes.length;
    for (const { queue, lane } of lanes) this.log.error(`${queue} lane ${lane} had items but slept`);
    return lanes.length;
  }
}
