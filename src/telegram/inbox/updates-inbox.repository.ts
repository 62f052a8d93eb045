import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/db.js';
import { enqueueFrom } from '../../jobs/lanes/enqueue-sql.js';
import type { UpdateRoute } from './lane-of-update.js';

export const updateItem = 'update';
/** An update that may have overtaken an older one, perhaps of the same person: it waits a moment for that. */
export const updateAfterGap = 'update-after-gap';
/** A payer waits for the answer. */
export const preCheckoutItem = 'pre-checkout';

/** How long an update waits for those that are still on their way through other connections. */
export const catchUpMs = 1_000;
/** At the beginning of a run nobody knows which id is the first, so every update waits this long for older ones. */
export const newRunMs = 300;
/** Bot API: ids begin at random after a quiet week; a jump that far begins a new run. */
const widestGap = 1_000;

/*
 * Bot API: update ids rise by one. What is missing below a new id is on its way, unless it had its chance: the base is
 * the newest update from before the time of catching up, or the first of a new run. Where ids do not follow each other
 * there (a base without its neighbour), gaps mean nothing and nobody waits.
 */
const gapSql = `
  settled as (
    select update_id as last from telegram_updates
    where received_at < now() - interval '${catchUpMs} milliseconds' order by received_at desc limit 1
  ), near as (
    select last from settled where $1 - last between 0 and ${widestGap}
  ), base as (
    select last as id from near where exists (select from telegram_updates u where u.update_id = last - 1)
    union all
    select min(update_id) from telegram_updates
    where update_id > $1 - ${widestGap} and not exists (select from near)
  ), gap as (
    select $1 - b.id - 1 > (select count(*) from telegram_updates u where u.update_id > b.id and u.update_id < $1) as is_open
    from base b where $1 - b.id between 2 and ${widestGap}
  )`;

// One statement: the update is remembered, put on its lane and the lane woken, or nothing happened.
// Topics of customers share the customer's lane, so that their own messages and the moderators' keep one order. All of
// an unknown group goes on one lane: its first message may say that it is a known one with a new id.
const storeSql = `
  with owner as (
    select 'user:' || u.telegram_id as lane
    from threads t join admin_groups g on g.id = t.admin_group_id join users u on u.id = t.user_id
    where g.chat_id = $4::bigint and t.topic_id = $5
  ), stranger as (
    select 'group:' || $4::bigint as lane
    where $4::bigint is not null and not exists (select from admin_groups where chat_id = $4::bigint)
  ), ${gapSql}, stored as (
    insert into telegram_updates (update_id) values ($1) on conflict do nothing returning update_id
  ), given as (
    select case when $6 then 'urgent' else 'inbound' end as queue,
      coalesce((select lane from owner), (select lane from stranger), $2) as lane, null::text as gate, update_id as position,
      case when $6 then '${preCheckoutItem}'
        when (select is_open from gap) or not exists (select from near) then '${updateAfterGap}'
        else '${updateItem}' end as kind,
      $3::jsonb as payload, 0::smallint as priority
    from stored
  ), ${enqueueFrom('given')}
  select count(*) from lane_inserts`;

@Injectable()
export class UpdatesInboxRepository {
  /** Returns false for an update that was stored before. */
  async store(db: Pick<Db, 'query'>, route: UpdateRoute, body: string): Promise<boolean> {
    const [row] = await db.query<{ count: number }>(storeSql, [
      route.updateId,
      route.lane,
      body,
      route.topic?.chatId ?? null,
      route.topic?.topicId ?? null,
      route.isUrgent ?? false,
    ]);
    return row?.count === 1;
  }

  /** Whether older updates are still missing, and whether the ids have only just begun to follow each other. */
  async gapBelow(db: Db, updateId: number): Promise<{ isOpen: boolean; isNewRun: boolean }> {
    const [row] = await db.query<{ isOpen: boolean; isNewRun: boolean }>(
      `with ${gapSql} select coalesce((select is_open from gap), false) as "isOpen",
         not exists (select from near) as "isNewRun"`,
      [updateId],
    );
    return row ?? { isOpen: false, isNewRun: false };
  }

  /** Whether a part of that album, from either side of the conversation, was received and is not yet read. */
  async hasPartOf(db: Db, threadId: number, album: string): Promise<boolean> {
    const parts = await db.query(
      `select 1 from threads t join users u on u.id = t.user_id
         join lane_items i on i.queue = 'inbound' and i.lane = 'user:' || u.telegram_id
       where t.id = $1 and i.payload -> 'message' ->> 'media_group_id' = $2 limit 1`,
      [threadId, album],
    );
    return parts.length > 0;
  }

  /** Telegram repeats an update for at most 24 hours. */
  async forget(db: Db, before: Date): Promise<void> {
    await db.query(`delete from telegram_updates where received_at < $1`, [before]);
  }
}
