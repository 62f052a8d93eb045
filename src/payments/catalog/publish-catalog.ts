import { Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import { type ListedProduct, ProductsRepository } from '../../billing/catalog/products.repository.js';
import {
  type ProviderPrice,
  ProviderPricesRepository,
} from '../../billing/catalog/provider-prices.repository.js';
import type { PublishedProduct } from '../../billing/catalog/published-product.js';
import { SessionLock } from '../../database/session-lock.js';
import { Transactor } from '../../database/transactor.js';
import { idOf } from '../mappers/checkout-state.js';
import { publicationSteps, type PublicationStep } from './publication.js';
import { StripeCatalogue, type StripeEntry, lookupKey } from './stripe-catalogue.js';

/** Any number that nothing else in this database locks. */
const lockKey = 7_604_118_213;

interface Ids {
  readonly providerProductId: string;
  readonly priceId: string;
}

/**
 * Makes Stripe's catalogue say what ours says. Only differences are written, so a second run writes nothing; whatever
 * a run that was killed left half done, the next one finds and finishes.
 */
@Injectable()
export class PublishCatalog {
  constructor(
    private readonly stripe: StripeCatalogue,
    private readonly products: ProductsRepository,
    private readonly prices: ProviderPricesRepository,
    private readonly transactor: Transactor,
    private readonly lock: SessionLock,
  ) {}

  /** `isTrial`: only says what would be written. */
  execute({ isTrial }: { isTrial: boolean }): Promise<PublishedProduct[]> {
    return this.lock.run(lockKey, async () => {
      const products = await this.products.list(this.transactor.reader);
      try {
        return await this.all(products, isTrial);
      } catch (error) {
        if (!(error instanceof Stripe.errors.StripeError)) throw error;
        return products.map((listed) => failed(listed, error));
      }
    });
  }

  private async all(products: readonly ListedProduct[], isTrial: boolean): Promise<PublishedProduct[]> {
    const rows = await this.prices.all(this.transactor.reader, this.stripe);
    const known = new Map(rows.map((row) => [row.productId, row] as const));
    const found = await this.stripe.prices(products);
    const published: PublishedProduct[] = [];
    for (const listed of products) {
      published.push(await this.one(listed, found, known.get(listed.id), isTrial));
    }
    return published;
  }

  /** A product that Stripe refuses must not keep the others from being published. */
  private async one(
    listed: ListedProduct,
    found: ReadonlyMap<string, PriceAtStripe>,
    known: ProviderPrice | undefined,
    isTrial: boolean,
  ): Promise<PublishedProduct> {
    const { code, title, price } = listed;
    try {
      const entry = await this.stripe.entry(listed, found.get(lookupKey(listed)), known?.providerProductId);
      const steps = publicationSteps(listed, entry);
      if (!isTrial) await this.remember(listed, known, await this.carryOut(listed, entry, steps));
      const isListed = entry !== undefined || !listed.isHidden;
      return { code, title, price, done: steps.map(wording), isListed, failure: null };
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeError)) throw error;
      return failed(listed, error);
    }
  }

  private async carryOut(
    listed: ListedProduct,
    entry: StripeEntry | undefined,
    steps: readonly PublicationStep[],
  ): Promise<Ids | undefined> {
    let ids = entry?.price === undefined ? undefined : idsOf(entry.price);
    for (const step of steps) {
      switch (step.do) {
        case 'create':
        case 'reprice':
          ids = idsOf(await this.stripe.createPrice(listed, entry?.product.id));
          break;
        case 'reopen-price':
          if (entry?.price !== undefined) await this.stripe.setPriceActive(entry.price, true);
          break;
        case 'archive':
          await this.stripe.setPriceActive(step.price, false);
          break;
        case 'update':
          if (entry !== undefined) {
            const { active, name } = step;
            await this.stripe.updateProduct(
              entry.product.id,
              name === undefined ? { active } : { active, name },
            );
          }
          break;
      }
    }
    return ids;
  }

  private async remember(
    { id: productId, price, billingInterval, isHidden }: ListedProduct,
    known: ProviderPrice | undefined,
    ids: Ids | undefined,
  ): Promise<void> {
    if (ids === undefined) return;
    const listed = { productId, ...ids, price, billingInterval, isWithdrawn: isHidden };
    if (known !== undefined && isSame(known, listed)) return;
    await this.transactor.run((tx) => this.prices.publish(tx, this.stripe, listed));
  }
}

function failed({ code, title, price }: ListedProduct, { message }: Error): PublishedProduct {
  return { code, title, price, done: [], isListed: false, failure: message };
}

type PriceAtStripe = NonNullable<StripeEntry['price']>;

function idsOf(price: PriceAtStripe): Ids {
  return { providerProductId: idOf(price.product) ?? '', priceId: price.id };
}

function isSame(known: ProviderPrice, listed: ProviderPrice): boolean {
  return (
    known.providerProductId === listed.providerProductId &&
    known.priceId === listed.priceId &&
    known.price.amount === listed.price.amount &&
    known.price.currency === listed.price.currency &&
    known.billingInterval === listed.billingInterval &&
    known.isWithdrawn === listed.isWithdrawn
  );
}

function wording(step: PublicationStep): string {
  switch (step.do) {
    case 'create':
      return 'published';
    case 'reprice':
      return 'new price';
    case 'reopen-price':
      return 'price reopened';
    case 'archive':
      return 'old price archived';
    case 'update':
      if (!step.active) return 'taken off sale';
      return step.name === undefined ? 'put on sale again' : 'renamed';
  }
}
