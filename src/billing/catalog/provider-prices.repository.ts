import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import type { Db, Tx } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import type { Money } from '../../kernel/money.js';
import type { ProviderMode } from '../purchases/customers.repository.js';
import type { BillingInterval, ProductKind } from './product.entity.js';

/** A product as it stands in the provider's own catalogue. */
export interface ProviderPrice {
  readonly productId: number;
  readonly providerProductId: string;
  readonly priceId: string;
  readonly price: Money;
  readonly billingInterval: BillingInterval | null;
  readonly isWithdrawn: boolean;
}

/** With what our own catalogue says about it. */
export interface ListedProductPrice extends ProviderPrice {
  readonly code: string;
  readonly kind: ProductKind;
  /** The product is on sale and this is its present price. */
  readonly isOnSale: boolean;
}

/** `purchases.price_id` of a page that carries its own price. */
const inline = 'inline';

/** What the provider was told about our products, and which of it can be sold there. */
@Injectable()
export class ProviderPricesRepository {
  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  async all(db: Db, { provider, livemode }: ProviderMode): Promise<ListedProductPrice[]> {
    const rows = await db.query<Omit<ListedProductPrice, 'price'> & Money>(
      `select p.product_id as "productId", p.provider_product_id as "providerProductId", p.price_id as "priceId",
         p.amount, p.currency, p.billing_interval as "billingInterval", g.code, g.kind,
         p.withdrawn_at is not null as "isWithdrawn",
         g.hidden_at is null and p.withdrawn_at is null and p.amount = g.amount
           and p.currency = coalesce(g.currency, $3)
           and p.billing_interval is not distinct from g.billing_interval as "isOnSale"
       from provider_prices p join products g on g.id = p.product_id
       where p.provider = $1 and p.livemode = $2 order by g.position, g.id`,
      [provider, livemode, this.config.currency],
    );
    return rows.map(({ amount, currency, ...listed }) => ({ ...listed, price: { amount, currency } }));
  }

  /** The plans that the provider can change a subscription to by itself, at the present price. */
  async listedPlans(db: Db, mode: ProviderMode): Promise<ListedProductPrice[]> {
    return (await this.all(db, mode)).filter(({ kind, isOnSale }) => kind === 'subscription' && isOnSale);
  }

  async publish(tx: Tx, { provider, livemode }: ProviderMode, listed: ProviderPrice): Promise<void> {
    const now = this.clock.now();
    await tx.query(
      `insert into provider_prices
         (provider, livemode, product_id, provider_product_id, price_id, amount, currency, billing_interval,
          withdrawn_at, published_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict (provider, livemode, product_id) do update set
         provider_product_id = excluded.provider_product_id, price_id = excluded.price_id, amount = excluded.amount,
         currency = excluded.currency, billing_interval = excluded.billing_interval,
         withdrawn_at = excluded.withdrawn_at, published_at = excluded.published_at`,
      [
        provider,
        livemode,
        listed.productId,
        listed.providerProductId,
        listed.priceId,
        listed.price.amount,
        listed.price.currency,
        listed.billingInterval,
        listed.isWithdrawn ? now : null,
        now,
      ],
    );
  }

  /**
   * The listed price that a purchase's page shall use: one that equals the offer, else none. Chosen once, so that
   * every repetition of the request asks for the same page.
   */
  async choose(tx: Tx, purchaseId: string): Promise<string | null> {
    const [row] = await tx.query<{ priceId: string }>(
      `update purchases o set price_id = coalesce(o.price_id, (
         select p.price_id from provider_prices p
         where p.provider = o.provider and p.livemode = o.livemode and p.product_id = o.product_id
           and p.amount = o.amount and p.currency = o.currency
           and p.billing_interval is not distinct from o.billing_interval and p.withdrawn_at is null
       ), '${inline}')
       where o.id = $1 returning o.price_id as "priceId"`,
      [purchaseId],
    );
    return row === undefined || row.priceId === inline ? null : row.priceId;
  }

  /** The provider refused this price: the page gets its own. True for whoever notices first that nobody can use it. */
  async withdraw(
    tx: Tx,
    { provider, livemode }: ProviderMode,
    priceId: string,
    purchaseId: string,
  ): Promise<boolean> {
    await tx.query(`update purchases set price_id = '${inline}' where id = $1 and price_id = $2`, [
      purchaseId,
      priceId,
    ]);
    const rows = await tx.query(
      `update provider_prices set withdrawn_at = $4
       where provider = $1 and livemode = $2 and price_id = $3 and withdrawn_at is null returning price_id`,
      [provider, livemode, priceId, this.clock.now()],
    );
    return rows.length === 1;
  }
}
