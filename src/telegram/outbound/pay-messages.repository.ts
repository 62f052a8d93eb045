import { Injectable } from '@nestjs/common';
import type { PageClosure, PurchaseStatus } from '../../billing/purchases/purchase.entity.js';
import type { BillingInterval, ProductKind } from '../../billing/catalog/product.entity.js';
import type { Db, Tx } from '../../database/db.js';
import { jsonText } from '../../jobs/lanes/json-text.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import { type Keyboard, purchasesIn } from '../views/view.js';

export interface MessagePlace {
  readonly chatId: number;
  readonly messageId: number;
}

export interface PayMark {
  readonly keyboard: Keyboard;
  readonly isPage: boolean;
}

/** A purchase as its pay button needs to show it. */
export interface OfferedPurchase {
  readonly id: string;
  readonly userId: UserId;
  readonly code: string;
  readonly kind: ProductKind;
  readonly title: string;
  readonly titles: Partial<Record<string, string>>;
  readonly credits: number;
  readonly billingInterval: BillingInterval | null;
  readonly amount: number;
  readonly currency: string;
  readonly status: PurchaseStatus;
  readonly paidAt: Date | null;
  readonly savesCard: boolean;
  /** Why the shop withdrew its page; null: it did not. */
  readonly closedFor: PageClosure | null;
}

const offered = `
  select o.id, o.user_id as "userId", p.code, o.kind, o.title, p.titles, o.credits, o.amount, o.currency, o.status,
    o.billing_interval as "billingInterval", o.paid_at as "paidAt", o.saves_card as "savesCard",
    o.closed_for as "closedFor"
  from purchases o join products p on p.id = o.product_id`;

/** Which of the bot's messages lead to which purchases. */
@Injectable()
export class PayMessagesRepository {
  constructor(private readonly clock: Clock) {}

  /** The latest keyboard of a message counts; true when some purchase in it has ended already. */
  async remember(
    tx: Tx,
    { chatId, messageId }: MessagePlace,
    { keyboard, isPage }: PayMark,
  ): Promise<boolean> {
    const purchases = purchasesIn(keyboard);
    await tx.query(
      `insert into pay_messages (chat_id, message_id, purchase_ids, keyboard, is_page, sent_at)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (chat_id, message_id) do update set purchase_ids = excluded.purchase_ids,
         keyboard = excluded.keyboard, is_page = excluded.is_page, sent_at = excluded.sent_at`,
      [chatId, messageId, purchases, jsonText(keyboard), isPage, this.clock.now()],
    );
    const ended = await tx.query(
      `select 1 from purchases where id = any($1) and status not in ('created', 'open') limit 1`,
      [purchases],
    );
    return ended.length > 0;
  }

  /** Locked, because two of its purchases may end at the same moment. */
  async lock(tx: Tx, { chatId, messageId }: MessagePlace): Promise<PayMark | undefined> {
    const [row] = await tx.query<PayMark>(
      `select keyboard, is_page as "isPage" from pay_messages where chat_id = $1 and message_id = $2 for update`,
      [chatId, messageId],
    );
    return row;
  }

  showing(db: Db, purchaseId: string): Promise<MessagePlace[]> {
    return db.query<MessagePlace>(
      `select chat_id as "chatId", message_id as "messageId" from pay_messages where purchase_ids @> array[$1::uuid]`,
      [purchaseId],
    );
  }

  purchases(db: Db, ids: readonly string[]): Promise<OfferedPurchase[]> {
    return db.query<OfferedPurchase>(`${offered} where o.id = any($1)`, [ids]);
  }

  async forget(db: Db, { chatId, messageId }: MessagePlace): Promise<void> {
    await db.query(`delete from pay_messages where chat_id = $1 and message_id = $2`, [chatId, messageId]);
  }

  async forgetBefore(db: Db, time: Date): Promise<void> {
    await db.query(`delete from pay_messages where sent_at < $1`, [time]);
  }
}
