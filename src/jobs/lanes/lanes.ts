import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import { enqueueFrom } from './enqueue-sql.js';
import { jsonText } from './json-text.js';
import { LaneBell } from './lane-bell.js';
import type { LaneQueue, NewLaneItem } from './lane-item.js';
import { LostLease } from './lost-lease.js';

const enqueueSql = `
  with given as (
    select * from rows from (
      jsonb_to_recordset($1::jsonb) as (
        queue text, lane text, gate text, position bigint, kind text, payload jsonb, priority smallint
      )
    ) with ordinality as given(queue, lane, gate, position, kind, payload, priority, ordinal)
  ), ${enqueueFrom('given', 'ordinal')}
  select count(*) from lane_inserts`;

/** Ordered delivery as the domain sees it: put items on a lane, take finished ones off, pause a gate. */
@Injectable()
export class Lanes {
  constructor(private readonly bell: LaneBell) {}

  /** Part of the caller's transaction; strictly ordered inside the lane, wakes its runner after the commit. */
  enqueue(tx: Tx, item: NewLaneItem): Promise<void> {
    return this.enqueueMany(tx, [item]);
  }

  async enqueueMany(tx: Tx, items: readonly NewLaneItem[]): Promise<void> {
    if (items.length === 0) return;
    await tx.query(enqueueSql, [jsonText(items)]);
    for (const queue of new Set(items.map((item) => item.queue))) {
      tx.onCommit(() => {
        this.wake(queue);
      });
    }
  }

  /**
   * Takes exactly these items off, in the transaction of what they caused, so that both happen once or not at all.
   * Throws `LostLease` when one is already gone: then somebody else had the lane meanwhile.
   */
  async complete(tx: Tx, ids: readonly number[]): Promise<void> {
    const gone = await tx.query<{ id: number }>(
      'delete from lane_items where id = any($1::bigint[]) returning id',
      [ids],
    );
    if (gone.length < new Set(ids).size) throw new LostLease(ids);
  }

  /** Stops every lane behind the gate until then; an earlier moment than the one known changes nothing. */
  async closeGate(db: Db, gate: string, until: Date): Promise<void> {
    await db.query(
      `insert into lane_gates (gate, open_at) values ($1, $2)
       on conflict (gate) do update set open_at = greatest(lane_gates.open_at, excluded.open_at)`,
      [gate, until],
    );
  }

  /** For statements of one's own that used `enqueueFrom`; call it after the commit. */
  wake(queue: LaneQueue): void {
    this.bell.ring(queue);
  }
}
