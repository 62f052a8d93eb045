import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { AppConfig } from '../../config/app-config.js';
import type { Db } from '../../database/db.js';
import { Reader } from '../../database/reader.js';
import { SharedCache } from '../../database/shared-cache.js';
import type { Money } from '../../kernel/money.js';
import { UnknownProduct } from '../billing.errors.js';
import { PaymentProviders } from '../payment-providers.js';
import { type BillingInterval, Product, type ProductKind } from './product.entity.js';

/** A product as customers see it: one price in one currency, and perhaps one in Telegram Stars. */
export interface Offer {
  readonly productId: number;
  readonly code: string;
  readonly kind: ProductKind;
  readonly title: string;
  readonly titles: Partial<Record<string, string>>;
  readonly credits: number;
  readonly durationSeconds: number | null;
  readonly billingInterval: BillingInterval | null;
  /** Of a plan, for customers who never had a trial. */
  readonly trialDays: number | null;
  readonly price: Money;
  readonly stars: number | null;
}

/** Whoever changes the products invalidates this in the same transaction. */
export const catalogCacheKey = 'products';

/** What is on sale now, in the owner's order. */
@Injectable()
export class Catalog {
  constructor(
    private readonly reader: Reader,
    private readonly cache: SharedCache,
    private readonly config: AppConfig,
    private readonly providers: PaymentProviders,
  ) {}

  async offers(): Promise<readonly Offer[]> {
    const shown = await this.cache.get(catalogCacheKey, async () => {
      const products = await this.reader.manager.find(Product, {
        where: { hiddenAt: IsNull() },
        order: { position: 'ASC', id: 'ASC' },
      });
      return products.map((product) => this.offerOf(product));
    });
    // A product without a price in any way to pay that is switched on cannot be bought.
    return shown.filter((offer) => this.providers.selling(offer).length > 0);
  }

  async byCode(code: string): Promise<Offer> {
    const offer = (await this.offers()).find((candidate) => candidate.code === code);
    if (offer === undefined) throw new UnknownProduct({ asked: code });
    return offer;
  }

  /** The pack with exactly that many credits, as `/buy10` asks for it. */
  async pack(credits: number): Promise<Offer> {
    const offer = (await this.packs()).find((candidate) => candidate.credits === credits);
    if (offer === undefined) throw new UnknownProduct({ asked: String(credits) });
    return offer;
  }

  async packs(): Promise<readonly Offer[]> {
    return (await this.offers()).filter((offer) => offer.kind === 'credit_pack');
  }

  /** Straight from the table, for a transaction that is about to charge for it. */
  async packById(db: Db, id: number): Promise<Offer | undefined> {
    const product = await db.manager.findOneBy(Product, { id, kind: 'credit_pack', hiddenAt: IsNull() });
    return product === null ? undefined : this.offerOf(product);
  }

  private offerOf(product: Product): Offer {
    const { id: productId, code, kind, title, titles, credits, durationSeconds } = product;
    const { billingInterval, trialDays, stars } = product;
    const price = { amount: product.amount, currency: product.currency ?? this.config.currency };
    const span = { durationSeconds, billingInterval, trialDays };
    return { productId, code, kind, title, titles, credits, ...span, price, stars };
  }
}
