import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import type { ContentItem, ContentKind, ContentSource } from './content-item.js';

export interface NewContentItem extends ContentSource {
  readonly title: string | null;
  readonly kind: ContentKind;
  readonly cost: number;
  readonly requestKey: string;
}

export const itemColumns = `i.id, i.title, i.kind, i.cost, i.chat_id as "chatId", i.message_ids as "messageIds",
    i.hides_captions as "hidesCaptions", i.bare_text as "bareText", i.created_at as "createdAt",
    i.hidden_at as "hiddenAt", i.gone_at as "goneAt"`;

@Injectable()
export class ContentItemsRepository {
  constructor(private readonly clock: Clock) {}

  /** Undefined when the same request made its item before. */
  async insert(tx: Tx, item: NewContentItem): Promise<ContentItem | undefined> {
    const rows = await tx.query<ContentItem>(
      `insert into content_items as i
         (title, kind, cost, chat_id, message_ids, hides_captions, bare_text, request_key, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (request_key) do nothing returning ${itemColumns}`,
      [
        item.title,
        item.kind,
        item.cost,
        item.chatId,
        item.messageIds,
        item.hidesCaptions,
        item.bareText === null ? null : JSON.stringify(item.bareText),
        item.requestKey,
        this.clock.now(),
      ],
    );
    return rows[0];
  }

  async byRequest(db: Db, requestKey: string): Promise<ContentItem | undefined> {
    return this.one(db, `i.request_key = $1`, requestKey);
  }

  async byId(db: Db, id: number): Promise<ContentItem | undefined> {
    return this.one(db, `i.id = $1`, id);
  }

  /** For a change whose record names what was before. */
  async lock(tx: Tx, id: number): Promise<ContentItem | undefined> {
    return this.one(tx, `i.id = $1 for update`, id);
  }

  async change(tx: Tx, id: number, { cost, title }: Pick<ContentItem, 'cost' | 'title'>): Promise<void> {
    await tx.query(`update content_items set cost = $2, title = $3 where id = $1`, [id, cost, title]);
  }

  async hide(tx: Tx, id: number): Promise<void> {
    await tx.query(`update content_items set hidden_at = coalesce(hidden_at, $2) where id = $1`, [
      id,
      this.clock.now(),
    ]);
  }

  /** Also one that seemed gone: if it still is, the next unlock finds out and costs nobody anything. */
  async show(tx: Tx, id: number): Promise<void> {
    await tx.query(`update content_items set hidden_at = null, gone_at = null where id = $1`, [id]);
  }

  async markGone(tx: Tx, id: number): Promise<void> {
    await tx.query(
      `update content_items set hidden_at = coalesce(hidden_at, $2), gone_at = coalesce(gone_at, $2) where id = $1`,
      [id, this.clock.now()],
    );
  }

  /** A teaser was shown to the customer. */
  async seen(tx: Tx, itemId: number, userId: UserId): Promise<void> {
    await tx.query(
      `insert into content_views as v (item_id, user_id, views, first_at, last_at) values ($1, $2, 1, $3, $3)
       on conflict (item_id, user_id) do update set views = v.views + 1, last_at = excluded.last_at`,
      [itemId, userId, this.clock.now()],
    );
  }

  private async one(db: Db, where: string, key: unknown): Promise<ContentItem | undefined> {
    const [row] = await db.query<ContentItem>(`select ${itemColumns} from content_items i where ${where}`, [
      key,
    ]);
    return row;
  }
}
