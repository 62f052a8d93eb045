import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import type { UserId } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import type { Source } from '../ledger/ledger.types.js';
import type { Purchase } from './purchase.entity.js';

export interface NewPayment {
  readonly purchase: Purchase;
  readonly source: Source;
  readonly paymentIntentId: string | null;
  readonly total: Money;
  readonly credits: number;
  /** A product other than the purchase's: the plan was changed since. */
  readonly productId: number | null;
  readonly paidAt: Date;
}

/** A payment as receipts and alerts show it. */
export interface PaymentRecord {
  readonly id: number;
  readonly userId: UserId;
  readonly purchaseId: string;
  readonly provider: string;
  readonly title: string;
  readonly titles: Partial<Record<string, string>>;
  readonly amount: number;
  readonly currency: string;
  readonly credits: number;
  /** A pass or a plan: messages are free for a time. */
  readonly givesAccess: boolean;
  readonly paymentIntentId: string | null;
  /** Charged to a saved card while the customer was away. */
  readonly isRecharge: boolean;
}

/** What refunds and disputes have changed about a payment. Amounts in minor units. */
export interface Adjustment {
  readonly refundedAmount: number;
  readonly disputedAmount: number;
  readonly clawedCredits: number;
  readonly adjustments: number;
}

export interface AdjustablePayment extends Adjustment {
  readonly id: number;
  readonly userId: UserId;
  readonly amount: number;
  readonly currency: string;
  readonly credits: number;
  readonly sourceType: string;
  readonly sourceId: string;
}

export interface LastPayment {
  readonly paid: Money;
  readonly refunded: Money;
  readonly at: Date;
}

@Injectable()
export class PaymentsRepository {
  /** Null when that payment is known: the unique source is what makes a grant happen once. */
  async insert(tx: Tx, payment: NewPayment): Promise<number | null> {
    const { purchase, source, total } = payment;
    const rows = await tx.query<{ id: number }>(
      `insert into payments
         (user_id, purchase_id, provider, livemode, source_type, source_id, payment_intent_id, amount, currency, credits, paid_at, product_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing returning id`,
      [
        purchase.userId,
        purchase.id,
        purchase.provider,
        purchase.livemode,
        source.type,
        source.id,
        payment.paymentIntentId,
        total.amount,
        total.currency,
        payment.credits,
        payment.paidAt,
        payment.productId,
      ],
    );
    return rows[0]?.id ?? null;
  }

  byId(db: Db, id: number): Promise<PaymentRecord | undefined> {
    return this.one(db, 'p.id = $1', [id]);
  }

  byPaymentIntent(db: Db, provider: string, paymentIntentId: string): Promise<PaymentRecord | undefined> {
    return this.one(db, 'p.provider = $1 and p.payment_intent_id = $2', [provider, paymentIntentId]);
  }

  /** Locked; the caller compares what is known with what the provider says now. */
  async lockByPaymentIntent(tx: Tx, provider: string, paymentIntentId: string): Promise<AdjustablePayment[]> {
    return tx.query<AdjustablePayment>(
      `select id, user_id as "userId", amount, currency, credits, refunded_amount as "refundedAmount",
         disputed_amount as "disputedAmount", clawed_credits as "clawedCredits", adjustments,
         source_type as "sourceType", source_id as "sourceId"
       from payments where provider = $1 and payment_intent_id = $2 order by id for update`,
      [provider, paymentIntentId],
    );
  }

  /** How often the payments behind that reference were adjusted: equal means that nothing was booked in between. */
  async adjustmentsOf(db: Db, provider: string, paymentIntentId: string): Promise<number> {
    const [row] = await db.query<{ adjustments: number }>(
      `select coalesce(sum(adjustments), 0)::int as adjustments from payments
       where provider = $1 and payment_intent_id = $2`,
      [provider, paymentIntentId],
    );
    return row?.adjustments ?? 0;
  }

  /** What refunds and disputes have taken back of it in all. */
  async clawedCredits(db: Db, id: number): Promise<number> {
    const [row] = await db.query<{ clawed: number }>(
      `select clawed_credits as clawed from payments where id = $1`,
      [id],
    );
    return row?.clawed ?? 0;
  }

  async adjust(tx: Tx, id: number, to: Adjustment): Promise<void> {
    await tx.query(
      `update payments set refunded_amount = $2, disputed_amount = $3, clawed_credits = $4, adjustments = $5 where id = $1`,
      [id, to.refundedAmount, to.disputedAmount, to.clawedCredits, to.adjustments],
    );
  }

  /** Paid so far, one sum per currency: currencies are never added together. */
  async lifetimeSpend(db: Db, userId: UserId): Promise<Money[]> {
    return db.query<Money>(
      `select currency, sum(amount - refunded_amount)::bigint as amount from payments
       where user_id = $1 group by currency order by currency`,
      [userId],
    );
  }

  async last(db: Db, userId: UserId): Promise<LastPayment | undefined> {
    const [row] = await db.query<Money & { at: Date; refunded: number }>(
      `select amount, currency, refunded_amount as refunded, paid_at as at from payments
       where user_id = $1 order by paid_at desc, id desc limit 1`,
      [userId],
    );
    if (row === undefined) return undefined;
    const { amount, currency, refunded, at } = row;
    return { paid: { amount, currency }, refunded: { amount: refunded, currency }, at };
  }

  private async one(db: Db, condition: string, parameters: unknown[]): Promise<PaymentRecord | undefined> {
    const rows = await db.query<PaymentRecord>(
      `select p.id, p.user_id as "userId", p.purchase_id as "purchaseId", p.provider,
         case when p.product_id is null then o.title else g.title end as title, g.titles, p.amount, p.currency, p.credits,
         o.kind <> 'credit_pack' as "givesAccess", p.payment_intent_id as "paymentIntentId",
         p.source_type = 'payment_intent' as "isRecharge"
       from payments p join purchases o on o.id = p.purchase_id join products g on g.id = coalesce(p.product_id, o.product_id)
       where ${condition} order by p.id limit 1`,
      parameters,
    );
    return rows[0];
  }
}
