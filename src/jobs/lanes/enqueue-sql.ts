/**
 * CTEs that put the rows of the CTE `source` on their lanes, to be used inside a larger statement:
 * `with stored as (…), <enqueueFrom('stored')> select …`. `source` supplies queue, lane, gate, position, kind,
 * payload and priority, where gate, position and priority may be null; `order` decides among rows of one lane
 * that have no position.
 *
 * The lanes come first, so that a place in a lane is drawn only while the lane's row is locked: places then
 * follow the order of commits. They are locked in one order, and once each, as an upsert demands.
 */
export function enqueueFrom(source: string, order = 'position'): string {
  return `
    lane_wakes as (
      insert into lanes as l (queue, lane, gate, priority)
      select queue, lane, max(gate), coalesce(min(priority), 0)
      from ${source} group by queue, lane order by queue, lane
      on conflict (queue, lane) do update set
        wake = l.wake + 1,
        idle = false,
        gate = excluded.gate,
        ready_since = case when l.idle then now() else l.ready_since end,
        priority = case when l.idle then excluded.priority else least(l.priority, excluded.priority) end
      returning queue, lane
    ),
    lane_inserts as (
      insert into lane_items (queue, lane, position, kind, payload, priority)
      select queue, lane, coalesce(position, nextval('lane_item_positions')), kind, payload, coalesce(priority, 0)
      from (select s.* from ${source} s join lane_wakes using (queue, lane) order by s.${order}) as waiting
      returning id
    )`;
}
