import { Injectable } from '@nestjs/common';
import { Reader } from '../../database/reader.js';
import type { LaneItem, LaneQueue } from './lane-item.js';

export interface LaneLease {
  readonly lane: string;
  readonly lease: string;
}

export interface LeasedLane extends LaneLease {
  /** Others behind its gate wait for the end of this turn, which is over with the first call that succeeds. */
  readonly isScarce: boolean;
}

export interface TakenLane extends LeasedLane {
  readonly queue: LaneQueue;
  /** The wake counter as it was when these items were all there was. */
  readonly seen: number;
  readonly failures: number;
  readonly items: readonly LaneItem[];
}

export interface LaneRelease {
  readonly done: readonly number[];
  /** Every item that was read is finished, and there were no more to read. */
  readonly drained: boolean;
  readonly failures: number;
  /** Nothing happened for want of a budget: the lane waits on where it stood instead of behind all others. */
  readonly keepsPlace?: boolean;
  readonly failed?: { readonly id: number; readonly error: string; readonly counts: boolean };
  readonly wait?: Date | number;
}

/** A gate that was closed so short a time ago belongs to a budget that has too little for all. */
const scarceFor = '1 minute';

/** How long a turn that has just begun is still ahead of the next: it has not yet reserved its call. */
const firstMs = 250;

/** The SQL of taking, reading, renewing and releasing lanes. */
@Injectable()
export class LaneStore {
  constructor(private readonly db: Reader) {}

  /**
   * Leases up to `limit` lanes that are due; says also in how many milliseconds the next one will be. Behind a scarce
   * gate only the first in order goes: the others would only ask for a budget that it is about to use.
   */
  async lease(queue: LaneQueue, limit: number, leaseMs: number): Promise<[LeasedLane[], number | undefined]> {
    const rows = await this.db.query<LeasedRow>(
      `with due as (
         select l.queue, l.lane, g.gate is not null as is_scarce
         from lanes l left join lane_gates g on g.gate = l.gate and g.open_at > now() - interval '${scarceFor}'
         where l.queue = $1 and not l.idle and l.next_at <= now()
           and (l.leased_until is null or l.leased_until < now())
           and (g.gate is null or (g.open_at <= now() and not exists (
             select from lanes a
             where a.queue = l.queue and not a.idle and a.gate = l.gate and a.next_at <= now()
               and (a.leased_until is null or a.leased_until < now()
                 or a.leased_until > now() + ($3 - ${firstMs}) * interval '1 millisecond')
               and (a.priority, a.ready_since, a.lane) < (l.priority, l.ready_since, l.lane))))
         order by l.priority, l.ready_since limit $2
         for update of l skip locked
       ), leased as (
         update lanes l set lease = gen_random_uuid(), leased_until = now() + $3 * interval '1 millisecond'
         from due where l.queue = due.queue and l.lane = due.lane
         returning l.lane, l.lease, due.is_scarce
       )
       select lane, lease, is_scarce as "isScarce", null::float8 as due_in from leased
       union all
       select null, null, null, extract(epoch from min(greatest(l.next_at, g.open_at)) - now())::float8 * 1000
       from lanes l left join lane_gates g using (gate)
       where l.queue = $1 and not l.idle and l.leased_until is null and greatest(l.next_at, g.open_at) > now()`,
      [queue, limit, leaseMs],
    );
    const leased = rows.flatMap(({ lane, lease, isScarce }) =>
      lane === null ? [] : [{ lane, lease, isScarce }],
    );
    return [leased, rows.find(({ lane }) => lane === null)?.due_in ?? undefined];
  }

  /**
   * A statement of its own, because the counter and the items must come from one snapshot. The statement that locks
   * a lane sees the newest counter beside older items, and would later call a lane idle whose item it never saw.
   */
  async read(queue: LaneQueue, leased: readonly LeasedLane[], limit: number): Promise<TakenLane[]> {
    const rows = await this.db.query<
      Omit<TakenLane, 'queue' | 'items' | 'isScarce'> & { items: StoredItem[] | null }
    >(
      `select l.lane, l.lease, l.wake as seen, l.failures, head.items
       from unnest($2::text[], $3::uuid[]) as mine(lane, lease)
       join lanes l on l.queue = $1 and l.lane = mine.lane and l.lease = mine.lease
       cross join lateral (
         select json_agg(i order by i.position, i.id) as items
         from (
           select id, lane, kind, payload, position, attempts, created_at from lane_items
           where queue = l.queue and lane = l.lane
           order by position, id limit $4
         ) i
       ) head`,
      [queue, leased.map(({ lane }) => lane), leased.map(({ lease }) => lease), limit],
    );
    const scarce = new Set(leased.filter(({ isScarce }) => isScarce).map(({ lane }) => lane));
    return rows.map((row) => ({
      ...row,
      queue,
      isScarce: scarce.has(row.lane),
      items: (row.items ?? []).map(toItem),
    }));
  }

  /** Never waits for a locked lane, or two statements could wait for each other; a later round renews that one. */
  async renew(queue: LaneQueue, held: readonly LaneLease[], leaseMs: number): Promise<Set<string>> {
    const rows = await this.db.query<{ lease: string }>(
      `with held as (
         select l.queue, l.lane
         from unnest($2::text[], $3::uuid[]) as mine(lane, lease)
         join lanes l on l.queue = $1 and l.lane = mine.lane and l.lease = mine.lease
         for update of l skip locked
       )
       update lanes l set leased_until = now() + $4 * interval '1 millisecond'
       from held where l.queue = held.queue and l.lane = held.lane
       returning l.lease`,
      [queue, held.map(({ lane }) => lane), held.map(({ lease }) => lease), leaseMs],
    );
    return new Set(rows.map(({ lease }) => lease));
  }

  /** Exactly these ids: a smaller one may become visible after a larger one. */
  async remove(ids: readonly number[]): Promise<void> {
    await this.db.query('delete from lane_items where id = any($1::bigint[])', [ids]);
  }

  /** Of the items that a handler was given, the first that it did not take off itself. */
  async firstLeft(ids: readonly number[]): Promise<number | undefined> {
    const [left] = await this.db.query<{ id: number }>(
      'select id from lane_items where id = any($1::bigint[]) order by position, id limit 1',
      [ids],
    );
    return left?.id;
  }

  /** Returns in how many milliseconds the lane is due again, or `undefined` when nothing waits in it. */
  async release(taken: TakenLane, outcome: LaneRelease): Promise<number | undefined> {
    const { done, drained, failures, failed, wait = 0, keepsPlace = false } = outcome;
    const [lane] = await this.db.query<{ idle: boolean; due_in: number }>(
      `with gone as (
         delete from lane_items where id = any($4::bigint[])
       ), failed as (
         update lane_items set attempts = attempts + $9, last_error = $8 where id = $7
       )
       update lanes l set
         lease = null,
         leased_until = null,
         -- An enqueue meanwhile has raised the counter, and this row is read again after its lock.
         idle = $5 and l.wake = $6,
         failures = $10,
         ready_since = case when $13 then l.ready_since else now() end,
         next_at = coalesce($11::timestamptz, now() + $12 * interval '1 millisecond'),
         priority = case when $5 and l.wake = $6 then l.priority else coalesce(
           (select min(i.priority) from lane_items i
            where i.queue = l.queue and i.lane = l.lane and i.id <> all($4::bigint[])), l.priority) end
       where l.queue = $1 and l.lane = $2 and l.lease = $3
       returning l.idle, extract(epoch from l.next_at - now())::float8 * 1000 as due_in`,
      [
        taken.queue,
        taken.lane,
        taken.lease,
        done,
        drained,
        taken.seen,
        failed?.id ?? null,
        failed?.error ?? null,
        failed?.counts === true ? 1 : 0,
        failures,
        wait instanceof Date ? wait : null,
        wait instanceof Date ? 0 : wait,
        keepsPlace,
      ],
    );
    return lane === undefined || lane.idle ? undefined : lane.due_in;
  }
}

interface LeasedRow {
  readonly lane: string | null;
  readonly lease: string;
  readonly isScarce: boolean;
  readonly due_in: number | null;
}

interface StoredItem extends Omit<LaneItem, 'createdAt'> {
  readonly created_at: string;
}

function toItem({ created_at, ...item }: StoredItem): LaneItem {
  return { ...item, createdAt: new Date(created_at) };
}
