import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Db, Tx } from '../../database/db.js';
import type { UserId } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import type { Offer } from '../catalog/catalog.js';
import type { ProviderMode } from './customers.repository.js';
import { type PageClosure, Purchase, type PurchaseStatus } from './purchase.entity.js';

export interface NewPurchase {
  readonly userId: UserId;
  readonly offer: Offer;
  /** What this provider asks for it. */
  readonly price: Money;
  readonly provider: string;
  readonly livemode: boolean;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly savesCard: boolean;
}

export interface Unfinished {
  readonly expiredBefore: Date;
  readonly askedBefore: Date;
  readonly batch: number;
}

/** A customer has at most one unpaid page for each of these. */
export interface UnpaidPage {
  readonly userId: UserId;
  readonly productId: number;
  readonly provider: string;
  readonly savesCard: boolean;
}

/** `processing`: no page is ever opened for it; the money is asked for without the customer. */
type FirstStatus = 'created' | 'processing';

@Injectable()
export class PurchasesRepository {
  async unpaid(tx: Tx, { userId, productId, provider, savesCard }: UnpaidPage): Promise<Purchase | null> {
    const [row] = await tx.query<{ id: string }>(
      `select id from purchases
       where user_id = $1 and product_id = $2 and provider = $3 and saves_card = $4
         and status in ('created', 'open') for update`,
      [userId, productId, provider, savesCard],
    );
    return row === undefined ? null : this.byId(tx, row.id);
  }

  /** False when a parallel request of the same customer opened one first. */
  async insert(
    tx: Tx,
    { userId, offer, price, provider, livemode, createdAt, expiresAt, savesCard }: NewPurchase,
    id: string = randomUUID(),
    status: FirstStatus = 'created',
  ): Promise<boolean> {
    const rows = await tx.query(
      `insert into purchases
         (id, user_id, product_id, provider, livemode, kind, title, credits, duration_seconds, billing_interval,
          amount, currency, status, expires_at, created_at, saves_card)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
       on conflict do nothing returning id`,
      [
        id,
        userId,
        offer.productId,
        provider,
        livemode,
        offer.kind,
        offer.title,
        offer.credits,
        offer.durationSeconds,
        offer.billingInterval,
        price.amount,
        price.currency,
        status,
        expiresAt,
        createdAt,
        savesCard,
      ],
    );
    return rows.length === 1;
  }

  /** One after the other for each customer, until the transaction ends. */
  async lockPages(tx: Tx, userId: UserId): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('purchases:' || $1, 0))`, [String(userId)]);
  }

  /**
   * When the `count`-th newest page since then was asked for that nobody has paid; undefined when there are fewer.
   * Recharges have no page.
   */
  async pageBefore(
    db: Db,
    { userId, since, count }: { readonly userId: UserId; readonly since: Date; readonly count: number },
  ): Promise<Date | undefined> {
    const [row] = await db.query<{ at: Date }>(
      `select created_at as at from purchases p
       where user_id = $1 and created_at > $2 and status <> 'paid'
         and not exists (select from recharge_attempts t where t.purchase_id = p.id)
       order by created_at desc offset $3 limit 1`,
      [userId, since, count - 1],
    );
    return row?.at;
  }

  /** One that was closed while its page was being made keeps that page's id, so that it can be closed as well. */
  async opened(tx: Tx, id: string, sessionId: string, url: string): Promise<void> {
    await tx.query(
      `update purchases set session_id = $2, checkout_url = $3,
         status = case when status = 'created' then 'open' else status end
       where id = $1 and session_id is null and (status = 'created' or closed_for is not null)`,
      [id, sessionId, url],
    );
  }

  /** Those of the customer's unpaid pages that a reason is against; a plan's own purchase has its subscription. */
  async close(tx: Tx, userId: UserId, why: PageClosure): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `with pages as (
         select id from purchases
         where user_id = $1 and status in ('created', 'open') and closed_for is null
           and ($2 = 'block' or (kind = 'subscription' and subscription_id is null))
         order by id for update)
       update purchases o set closed_for = $2 from pages where o.id = pages.id returning o.id`,
      [userId, why],
    );
    return rows.map(({ id }) => id);
  }

  async closeOne(tx: Tx, id: string, why: PageClosure): Promise<void> {
    await tx.query(`update purchases set closed_for = $2 where id = $1`, [id, why]);
  }

  byId(db: Db, id: string): Promise<Purchase | null> {
    return db.manager.findOneBy(Purchase, { id });
  }

  async locked(tx: Tx, id: string): Promise<Purchase | null> {
    await tx.query(`select 1 from purchases where id = $1 for update`, [id]);
    return this.byId(tx, id);
  }

  async setStatus(tx: Tx, id: string, status: PurchaseStatus, paidAt: Date | null = null): Promise<void> {
    await tx.query(`update purchases set status = $2, paid_at = coalesce(paid_at, $3) where id = $1`, [
      id,
      status,
      paidAt,
    ]);
  }

  /**
   * One trial in a customer's lifetime, also when they had their data erased meanwhile: the first purchase that offers it has it, and one that came to nothing gives it
   * free again. False when it is taken.
   */
  async claimTrial(tx: Tx, { id, userId }: Purchase, trialDays: number): Promise<boolean> {
    const rows = await tx.query(
      `with claim as (
         insert into trials as t (user_id, purchase_id)
         select $1, $2 where not exists (select from users where id = $1 and is_returning)
         on conflict (user_id) do update set purchase_id = excluded.purchase_id
           where t.started_at is null and exists
             (select from purchases p where p.id = t.purchase_id and p.status in ('failed', 'expired'))
         returning purchase_id)
       update purchases set trial_days = $3 from claim where id = claim.purchase_id returning id`,
      [userId, id, trialDays],
    );
    return rows.length === 1;
  }

  async trialStarted(tx: Tx, { id, userId }: Purchase, at: Date): Promise<void> {
    await tx.query(
      `insert into trials as t (user_id, purchase_id, started_at) values ($1, $2, $3)
       on conflict (user_id) do update set purchase_id = excluded.purchase_id, started_at = excluded.started_at
         where t.started_at is null`,
      [userId, id, at],
    );
  }

  async setSubscription(tx: Tx, id: string, subscriptionId: string): Promise<void> {
    await tx.query(`update purchases set subscription_id = $2 where id = $1`, [id, subscriptionId]);
  }

  /** Those with a page whose time is over, and those whose money is on its way; the longest unasked first. */
  async unfinished(
    db: Db,
    side: ProviderMode,
    { expiredBefore, askedBefore, batch }: Unfinished,
  ): Promise<Purchase[]> {
    const rows = await db.query<{ id: string }>(
      `select id from purchases
       where provider = $1 and livemode = $2 and (checked_at is null or checked_at < $4)
         and ((status in ('created', 'open') and expires_at < $3)
           or (status = 'processing' and session_id is not null and created_at < $4))
       order by checked_at nulls first, created_at limit $5`,
      [side.provider, side.livemode, expiredBefore, askedBefore, batch],
    );
    return db.manager.findBy(Purchase, { id: In(rows.map(({ id }) => id)) });
  }

  async asked(db: Db, id: string, at: Date): Promise<void> {
    await db.query(`update purchases set checked_at = $2 where id = $1`, [id, at]);
  }
}
