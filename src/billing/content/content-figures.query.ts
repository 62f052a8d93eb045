import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/db.js';
import type { UserId } from '../../kernel/ids.js';
import type { ContentItem } from './content-item.js';
import { itemColumns } from './content-items.repository.js';

/** An item and what became of it. Credits count once they are spent, so not while a delivery is on its way. */
export interface ItemFigures extends ContentItem {
  /** Customers who saw its teaser. Bot API: how often a message is looked at stays unknown. */
  readonly viewers: number;
  readonly unlocks: number;
  readonly credits: number;
}

/** One day of the owner's calendar, as `YYYY-MM-DD`. */
export interface UnlocksOfDay {
  readonly day: string;
  readonly unlocks: number;
}

const figures = `
  select ${itemColumns},
    (select count(*) from content_views v where v.item_id = i.id) as viewers,
    (select count(*) from content_unlocks u where u.item_id = i.id and u.status = 'delivered') as unlocks,
    (select coalesce(sum(u.cost), 0)::bigint from content_unlocks u
     where u.item_id = i.id and u.status = 'delivered') as credits
  from content_items i`;

/** How locked content sells. */
@Injectable()
export class ContentFiguresQuery {
  /** Newest first. */
  async page(
    db: Db,
    { first, count }: { first: number; count: number },
  ): Promise<{ items: ItemFigures[]; total: number }> {
    const [row] = await db.query<{ total: number }>(`select count(*) as total from content_items`);
    const items = await db.query<ItemFigures>(`${figures} order by i.id desc offset $1 limit $2`, [
      first,
      count,
    ]);
    return { items, total: row?.total ?? 0 };
  }

  async of(db: Db, itemId: number): Promise<ItemFigures | undefined> {
    return (await db.query<ItemFigures>(`${figures} where i.id = $1`, [itemId]))[0];
  }

  /** The last days up to `now`, oldest first, those without an unlock too; of one item, or of all. */
  days(
    db: Db,
    { now, timeZone, count, itemId }: { now: Date; timeZone: string; count: number; itemId?: number },
  ): Promise<UnlocksOfDay[]> {
    return db.query<UnlocksOfDay>(
      `select to_char(d.day, 'YYYY-MM-DD') as day, count(u.id) as unlocks
       from generate_series(($1::timestamptz at time zone $2)::date - ($3::int - 1),
           ($1::timestamptz at time zone $2)::date, interval '1 day') as d (day)
         left join content_unlocks u on u.status = 'delivered' and ($4::bigint is null or u.item_id = $4)
           and u.unlocked_at >= d.day at time zone $2
           and u.unlocked_at < (d.day + interval '1 day') at time zone $2
       group by d.day order by d.day`,
      [now, timeZone, count, itemId ?? null],
    );
  }

  async ofCustomer(db: Db, userId: UserId): Promise<{ unlocks: number; credits: number }> {
    const [row] = await db.query<{ unlocks: number; credits: number }>(
      `select count(*) as unlocks, coalesce(sum(cost), 0)::bigint as credits from content_unlocks
       where user_id = $1 and status = 'delivered'`,
      [userId],
    );
    return row ?? { unlocks: 0, credits: 0 };
  }
}
