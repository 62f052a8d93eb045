import { Injectable } from '@nestjs/common';
import { Reader } from '../../database/reader.js';
import { type LaneQueue, laneQueues } from './lane-item.js';
import { LaneSweep } from './lane-sweep.js';

export interface QueueFigures {
  readonly queue: LaneQueue;
  /** Items that are not finished, those in work included. */
  readonly waiting: number;
  /** Age of the oldest lane that could be worked on but is not: due, gate open, nobody on it. */
  readonly oldestReadySeconds: number;
  /** Lanes that a worker has at the moment. */
  readonly inWork: number;
  readonly dead: number;
}

/** How the lanes stand, for metrics, health and operators. */
@Injectable()
export class LaneFigures {
  constructor(
    private readonly db: Reader,
    private readonly sweep: LaneSweep,
  ) {}

  /** Forgotten lanes that the sweep of this process woke; anything but 0 is a defect. */
  get sweepAlarms(): number {
    return this.sweep.alarms;
  }

  read(): Promise<QueueFigures[]> {
    return this.db.query<QueueFigures>(
      `select q.queue,
         (select count(*) from lane_items i where i.queue = q.queue) as waiting,
         (select count(*) from dead_lane_items d where d.queue = q.queue) as dead,
         coalesce(l.in_work, 0) as "inWork",
         coalesce(l.oldest, 0) as "oldestReadySeconds"
       from unnest($1::text[]) as q(queue)
       left join (
         select l.queue,
           count(*) filter (where l.leased_until >= now()) as in_work,
           extract(epoch from max(now() - greatest(l.ready_since, l.next_at, g.open_at)) filter (
             where l.next_at <= now() and coalesce(g.open_at <= now(), true)
               and coalesce(l.leased_until < now(), true)
           ))::float8 as oldest
         from lanes l left join lane_gates g using (gate)
         where not l.idle group by l.queue
       ) l on l.queue = q.queue
       order by q.queue`,
      [laneQueues],
    );
  }
}
