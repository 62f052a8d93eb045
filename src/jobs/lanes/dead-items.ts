import { Injectable, Logger } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { isDatabaseTrouble } from './database-trouble.js';
import type { LaneHandler } from './lane-handler.js';
import type { LaneItem, LaneQueue } from './lane-item.js';

/** Keeps what was given up: for the operator, never silently dropped. */
@Injectable()
export class DeadItems {
  private readonly log = new Logger(DeadItems.name);

  constructor(private readonly transactor: Transactor) {}

  /** Moves the item aside and lets its handler tell somebody, both or neither. */
  async giveUp(
    queue: LaneQueue,
    item: LaneItem,
    error: Error,
    handler: LaneHandler | undefined,
  ): Promise<void> {
    try {
      await this.transactor.run(async (tx) => {
        if (await move(tx, item, error)) await handler?.givenUp?.(tx, item, error);
      });
    } catch (failure) {
      if (isDatabaseTrouble(failure)) throw failure;
      this.log.error(`nobody was told about item ${item.id}: ${String(failure)}`);
      await this.transactor.run((tx) => move(tx, item, error));
    }
    const what = `${queue} item ${item.id} of kind ${item.kind} in lane ${item.lane}`;
    this.log.error(`gave up ${what}: ${error.message}`, error.stack);
  }
}

async function move(tx: Tx, item: LaneItem, error: Error): Promise<boolean> {
  const moved = await tx.query(
    `with gone as (delete from lane_items where id = $1 returning *)
     insert into dead_lane_items
       (id, queue, lane, position, kind, payload, priority, attempts, created_at, last_error, error)
     select id, queue, lane, position, kind, payload, priority, attempts + 1, created_at, last_error, $2
     from gone returning id`,
    [item.id, error.message],
  );
  return moved.length > 0;
}
