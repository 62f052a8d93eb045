import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import type { Db, Tx } from '../../database/db.js';
import { SharedCache } from '../../database/shared-cache.js';
import { Clock } from '../../kernel/clock.js';
import type { Money } from '../../kernel/money.js';
import { UnknownProduct } from '../billing.errors.js';
import { catalogCacheKey } from './catalog.js';
import type { BillingInterval, ProductKind } from './product.entity.js';

/** A product as those see it who decide on it, hidden ones included. */
export interface ListedProduct {
  readonly id: number;
  readonly code: string;
  readonly kind: ProductKind;
  readonly title: string;
  readonly titles: Partial<Record<string, string>>;
  readonly credits: number;
  readonly durationSeconds: number | null;
  readonly billingInterval: BillingInterval | null;
  /** A plan's first days without charge, for customers who never had a trial; null: none. */
  readonly trialDays: number | null;
  readonly price: Money;
  /** In Telegram Stars; null: not sold for them. */
  readonly stars: number | null;
  /** From 1, hidden ones counted. */
  readonly place: number;
  readonly isHidden: boolean;
  /** Payments of the last thirty days. */
  readonly soldLately: number;
}

/** What a new product is made of. */
export type NewProduct = Omit<
  ListedProduct,
  'id' | 'stars' | 'trialDays' | 'place' | 'isHidden' | 'soldLately'
> & {
  /** Else it follows the currency of the settings. */
  readonly hasOwnCurrency: boolean;
};

const day = 24 * 60 * 60 * 1_000;
const latelyMs = 30 * day;

type Row = Omit<ListedProduct, 'price' | 'place'> & { amount: number; currency: string | null };

/** The whole catalogue and its changes; every write makes all processes forget what they know of it. */
@Injectable()
export class ProductsRepository {
  constructor(
    private readonly config: AppConfig,
    private readonly cache: SharedCache,
    private readonly clock: Clock,
  ) {}

  async list(db: Db): Promise<ListedProduct[]> {
    const rows = await db.query<Row>(
      `select p.id, p.code, p.kind, p.title, p.titles, p.credits, p.duration_seconds as "durationSeconds",
         p.billing_interval as "billingInterval", p.trial_days as "trialDays", p.amount, p.currency, p.stars, p.hidden_at is not null as "isHidden",
         coalesce(s.sold, 0)::bigint as "soldLately"
       from products p left join (
         select o.product_id, count(*) as sold from payments m join purchases o on o.id = m.purchase_id
         where m.paid_at > $1 group by o.product_id
       ) s on s.product_id = p.id
       order by p.position, p.id`,
      [new Date(this.clock.now().getTime() - latelyMs)],
    );
    return rows.map(({ amount, currency, ...product }, index) => ({
      ...product,
      price: { amount, currency: currency ?? this.config.currency },
      place: index + 1,
    }));
  }

  async byCode(db: Db, code: string): Promise<ListedProduct> {
    const product = (await this.list(db)).find((candidate) => candidate.code === code);
    if (product === undefined) throw new UnknownProduct({ asked: code });
    return product;
  }

  /** How many customers could pay for a product right now in the currency of its price, at what they were shown. */
  async openPages(db: Db, { id, price }: ListedProduct): Promise<number> {
    const [row] = await db.query<{ count: number }>(
      `select count(*) from purchases
       where product_id = $1 and currency = $2 and status = 'open' and expires_at > $3`,
      [id, price.currency, this.clock.now()],
    );
    return row?.count ?? 0;
  }

  /** One change at a time, since places and the packs' numbers concern several rows; purchases go on meanwhile. */
  async lock(tx: Tx): Promise<void> {
    await tx.query(`lock table products in share row exclusive mode`);
  }

  async insert(tx: Tx, product: NewProduct): Promise<number> {
    const rows = await tx.query<{ id: number }>(
      `insert into products
         (code, kind, title, titles, credits, duration_seconds, billing_interval, amount, currency, position)
       select $1, $2, $3, $4, $5, $6, $7, $8, $9, coalesce(max(position), 0) + 10 from products returning id`,
      [
        product.code,
        product.kind,
        product.title,
        JSON.stringify(product.titles),
        product.credits,
        product.durationSeconds,
        product.billingInterval,
        product.price.amount,
        product.hasOwnCurrency ? product.price.currency : null,
      ],
    );
    await this.changed(tx);
    return rows[0]?.id ?? 0;
  }

  async setPrice(tx: Tx, id: number, price: Money): Promise<void> {
    // A product that follows the settings goes on doing so.
    await tx.query(
      `update products set amount = $2, currency = case when coalesce(currency, $4) = $3 then currency else $3 end
       where id = $1`,
      [id, price.amount, price.currency, this.config.currency],
    );
    await this.changed(tx);
  }

  async setStars(tx: Tx, id: number, stars: number | null): Promise<void> {
    await tx.query(`update products set stars = $2 where id = $1`, [id, stars]);
    await this.changed(tx);
  }

  async setCredits(tx: Tx, id: number, credits: number): Promise<void> {
    await tx.query(`update products set credits = $2 where id = $1`, [id, credits]);
    await this.changed(tx);
  }

  async setTrial(tx: Tx, id: number, days: number | null): Promise<void> {
    await tx.query(`update products set trial_days = $2 where id = $1`, [id, days]);
    await this.changed(tx);
  }

  async setTitles(tx: Tx, id: number, title: string, titles: ListedProduct['titles']): Promise<void> {
    const parameters = [id, title, JSON.stringify(titles)];
    await tx.query(`update products set title = $2, titles = $3 where id = $1`, parameters);
    await this.changed(tx);
  }

  async setHidden(tx: Tx, id: number, isHidden: boolean): Promise<void> {
    await tx.query(`update products set hidden_at = $2 where id = $1`, [
      id,
      isHidden ? this.clock.now() : null,
    ]);
    await this.changed(tx);
  }

  async setOrder(tx: Tx, ids: readonly number[]): Promise<void> {
    await tx.query(
      `update products p set position = o.place * 10
       from unnest($1::bigint[]) with ordinality as o (id, place) where p.id = o.id`,
      [ids],
    );
    await this.changed(tx);
  }

  /** False when somebody has ordered it: what was sold is kept for ever. */
  async remove(tx: Tx, id: number): Promise<boolean> {
    // Waits for an order that is being written; a later one finds the product gone.
    await tx.query(`select 1 from products where id = $1 for update`, [id]);
    const rows = await tx.query(
      `delete from products p where id = $1
         and not exists (select from purchases o where o.product_id = p.id) returning id`,
      [id],
    );
    await this.changed(tx);
    return rows.length === 1;
  }

  private changed(tx: Tx): Promise<void> {
    return this.cache.invalidate(tx, catalogCacheKey);
  }
}
