import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/db.js';
import { enqueueFrom } from '../../jobs/lanes/enqueue-sql.js';
import type { UpdateRoute } from './lane-of-update.js';

export const updateItem = 'update';

/**
 * Bot API: update ids rise by one, so a gap below a new one means that others are on their way through another
 * connection, perhaps older ones of the same person. For this long their lane lets them catch up.
 */
const catchUp = `interval '200 milliseconds'`;
/** A jump that far is no gap: Telegram begins at a random id after a week without updates. */
const widestGap = 1_000;

// One statement: the update is remembered, put on its lane and the lane woken, or nothing happened.
// Topics of customers share the customer's lane, so that their own messages and the moderators' keep one order.
const rest = `now() + case when coalesce((select gap from missing), 0) > 0 then ${catchUp} else interval '0' end`;
const storeSql = `
  with owner as (
    select 'user:' || u.telegram_id as lane
    from threads t join admin_groups g on g.id = t.admin_group_id join users u on u.id = t.user_id
    where g.chat_id = $4 and t.topic_id = $5
  ), settled as (
    -- The newest update from before the time of catching up: what is missing below it has had its chance.
    select update_id as last from telegram_updates where received_at < now() - ${catchUp}
    order by received_at desc limit 1
  ), missing as (
    select $1 - s.last - 1 - (select count(*) from telegram_updates u where u.update_id > s.last and u.update_id < $1) as gap
    from settled s where $1 - s.last between 2 and ${widestGap}
  ), stored as (
    insert into telegram_updates (update_id) values ($1) on conflict do nothing returning update_id
  ), given as (
    select 'inbound' as queue, coalesce((select lane from owner), $2) as lane, null::text as gate,
      update_id as position, '${updateItem}' as kind, $3::jsonb as payload, 0::smallint as priority
    from stored
  ), ${enqueueFrom('given', 'position', rest)}
  select count(*) from lane_inserts`;

@Injectable()
export class UpdatesInboxRepository {
  /** Returns false for an update that was stored before. */
  async store(db: Db, route: UpdateRoute, body: string): Promise<boolean> {
    const [row] = await db.query<{ count: number }>(storeSql, [
      route.updateId,
      route.lane,
      body,
      route.topic?.chatId ?? null,
      route.topic?.topicId ?? null,
    ]);
    return row?.count === 1;
  }

  /** Telegram repeats an update for at most 24 hours. */
  async forget(db: Db, before: Date): Promise<void> {
    await db.query(`delete from telegram_updates where received_at < $1`, [before]);
  }
}
