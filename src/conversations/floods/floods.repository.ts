import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import type { UserId } from '../../kernel/ids.js';

/** A message of a customer, as far as it counts. */
export interface CountedMessage {
  readonly userId: UserId;
  /** Bot API: `media_group_id`. */
  readonly album: string | null;
  readonly at: Date;
}

@Injectable()
export class FloodsRepository {
  /**
   * Counts a message unless it is above the limit, and returns whether it is. The customer's row stays locked, so that
   * messages which several processes take on at once are counted one after the other.
   */
  async isOver(tx: Tx, { userId, album, at }: CountedMessage, limit: number): Promise<boolean> {
    const [rate] = await tx.query<{ isOver: boolean }>(
      `insert into message_rates as r (user_id, taken_at, album, is_over)
       values ($1, array[$2::timestamptz], $3::text, false)
       on conflict (user_id) do update set (taken_at, is_over, album) = (
         select case when r.album = $3 or cardinality(minute.taken) >= $4 then minute.taken
                  else minute.taken || $2::timestamptz end,
           case when r.album = $3 then r.is_over else cardinality(minute.taken) >= $4 end, $3
         from (select array(
           select one from unnest(r.taken_at) one where one > $2::timestamptz - interval '1 minute' order by one
         ) as taken) minute)
       returning is_over as "isOver"`,
      [userId, at, album, limit],
    );
    return rate?.isOver ?? false;
  }

  /**
   * Counts a message that was refused as part of the present flood; one that comes after the pause begins another.
   * Under the lock of the customer's rate.
   */
  async count(
    tx: Tx,
    { userId, at }: CountedMessage,
    since: Date,
  ): Promise<{ beganAt: Date; isNew: boolean }> {
    const [present] = await tx.query<{ beganAt: Date }>(
      `update floods set last_at = greatest(last_at, $2), refused = refused + 1
       where user_id = $1 and last_at > $3 returning began_at as "beganAt"`,
      [userId, at, since],
    );
    if (present !== undefined) return { ...present, isNew: false };
    await tx.query(`insert into floods (user_id, began_at, last_at, refused) values ($1, $2, $2, 1)`, [
      userId,
      at,
    ]);
    return { beganAt: at, isNew: true };
  }
}
