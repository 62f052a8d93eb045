import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import type { TelegramId, UserId } from '../../kernel/ids.js';
import type { ContentItem } from './content-item.js';
import { itemColumns } from './content-items.repository.js';

/**
 * `short`: kept until the customer has credits; `held`: they are set aside and the content is on its way;
 * `delivered`: paid for good; `failed`: could not be delivered; `dropped`: not paid in time.
 */
export type UnlockStatus = 'short' | 'held' | 'delivered' | 'failed' | 'dropped';

export interface Unlock {
  readonly id: number;
  readonly itemId: number;
  readonly userId: UserId;
  readonly cost: number;
  readonly status: UnlockStatus;
  readonly holdId: number | null;
  /** A delivery, the first or another one, waits on the customer's lane. */
  readonly onItsWay: boolean;
  /** The message whose button was pressed; null when it came to this by a link. */
  readonly teaserMessageId: number | null;
}

/** An unlock with the item, and how its customer stands with us. */
export interface UnlockDetails extends Unlock {
  readonly item: ContentItem;
  readonly telegramId: TelegramId | null;
  readonly isBanned: boolean;
}

const unlockColumns = `u.id, u.item_id as "itemId", u.user_id as "userId", u.cost, u.status, u.hold_id as "holdId",
    u.on_its_way as "onItsWay", u.teaser_message_id as "teaserMessageId"`;
const standing = `u.status in ('short', 'held', 'delivered')`;

@Injectable()
export class ContentUnlocksRepository {
  constructor(private readonly clock: Clock) {}

  /** The customer's one unlock of the item, new or known, locked: presses at the same moment queue up here. */
  async open(tx: Tx, item: ContentItem, userId: UserId): Promise<Unlock> {
    await tx.query(
      `insert into content_unlocks as u (item_id, user_id, cost, status, created_at) values ($1, $2, $3, 'short', $4)
       on conflict (item_id, user_id) where ${standing} do nothing`,
      [item.id, userId, item.cost, this.clock.now()],
    );
    const unlock = await this.standing(tx, item.id, userId);
    if (unlock === undefined) throw new Error('an unlock vanished while it was opened');
    return unlock;
  }

  async standing(tx: Tx, itemId: number, userId: UserId): Promise<Unlock | undefined> {
    const [unlock] = await tx.query<Unlock>(
      `select ${unlockColumns} from content_unlocks u where item_id = $1 and user_id = $2 and ${standing} for update`,
      [itemId, userId],
    );
    return unlock;
  }

  async lock(tx: Tx, id: number): Promise<Unlock | undefined> {
    const [unlock] = await tx.query<Unlock>(
      `select ${unlockColumns} from content_unlocks u where id = $1 for update`,
      [id],
    );
    return unlock;
  }

  /** Locked, oldest first: a payment and a press may both want to send them on. */
  short(tx: Tx, userId: UserId): Promise<Unlock[]> {
    return tx.query<Unlock>(
      `select ${unlockColumns} from content_unlocks u where user_id = $1 and status = 'short' order by id for update`,
      [userId],
    );
  }

  async details(db: Db, id: number): Promise<UnlockDetails | undefined> {
    const [row] = await db.query<Unlock & { telegramId: TelegramId | null; isBanned: boolean }>(
      `select ${unlockColumns}, p.telegram_id as "telegramId", p.banned_at is not null as "isBanned"
       from content_unlocks u join users p on p.id = u.user_id where u.id = $1`,
      [id],
    );
    if (row === undefined) return undefined;
    const [item] = await db.query<ContentItem>(`select ${itemColumns} from content_items i where id = $1`, [
      row.itemId,
    ]);
    return item === undefined ? undefined : { ...row, item };
  }

  async pressedOn(tx: Tx, id: number, messageId: number): Promise<void> {
    await tx.query(`update content_unlocks set teaser_message_id = $2 where id = $1`, [id, messageId]);
  }

  /** The day in which credits may come begins anew with every press. */
  async wait(tx: Tx, id: number, cost: number): Promise<void> {
    await tx.query(`update content_unlocks set cost = $2, created_at = $3 where id = $1`, [
      id,
      cost,
      this.clock.now(),
    ]);
  }

  async held(tx: Tx, id: number, holdId: number, cost: number): Promise<void> {
    await tx.query(
      `update content_unlocks set status = 'held', hold_id = $2, cost = $3, on_its_way = true where id = $1`,
      [id, holdId, cost],
    );
  }

  async sendAgain(tx: Tx, id: number): Promise<void> {
    await tx.query(`update content_unlocks set on_its_way = true where id = $1`, [id]);
  }

  async delivered(tx: Tx, id: number): Promise<void> {
    await tx.query(
      `update content_unlocks set status = 'delivered', on_its_way = false, unlocked_at = coalesce(unlocked_at, $2)
       where id = $1`,
      [id, this.clock.now()],
    );
  }

  /** One that was paid for before stays unlocked, whatever became of this delivery. */
  async failed(tx: Tx, id: number, failure: string): Promise<void> {
    await tx.query(
      `update content_unlocks set on_its_way = false, failure = $2,
         status = case when status = 'held' then 'failed' else status end
       where id = $1`,
      [id, failure],
    );
  }

  async drop(tx: Tx, id: number, failure: string): Promise<void> {
    await tx.query(`update content_unlocks set status = 'dropped', failure = $2 where id = $1`, [
      id,
      failure,
    ]);
  }

  async dropBefore(tx: Tx, time: Date): Promise<{ id: number; userId: UserId }[]> {
    return tx.query<{ id: number; userId: UserId }>(
      `update content_unlocks set status = 'dropped', failure = 'not paid in time'
       where status = 'short' and created_at < $1 returning id, user_id as "userId"`,
      [time],
    );
  }
}
