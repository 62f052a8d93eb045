import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/db.js';
import { enqueueFrom } from '../../jobs/lanes/enqueue-sql.js';
import type { UpdateRoute } from './lane-of-update.js';

export const updateItem = 'update';

// One statement: the update is remembered, put on its lane and the lane woken, or nothing happened.
// Topics of customers share the customer's lane, so that their own messages and the moderators' keep one order.
const storeSql = `
  with owner as (
    select 'user:' || u.telegram_id as lane
    from threads t join admin_groups g on g.id = t.admin_group_id join users u on u.id = t.user_id
    where g.chat_id = $4 and t.topic_id = $5
  ), stored as (
    insert into telegram_updates (update_id) values ($1) on conflict do nothing returning update_id
  ), given as (
    select 'inbound' as queue, coalesce((select lane from owner), $2) as lane, null::text as gate,
      update_id as position, '${updateItem}' as kind, $3::jsonb as payload, 0::smallint as priority
    from stored
  ), ${enqueueFrom('given')}
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
