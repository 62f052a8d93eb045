import { Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import type { ListedProduct } from '../../billing/catalog/products.repository.js';
import { AppConfig } from '../../config/app-config.js';
import { idOf } from '../mappers/checkout-state.js';
import { StripeClient } from '../stripe-client.js';
import { isMissing } from '../stripe-refusals.js';

/** Stripe: `lookup_keys` takes at most ten. */
const keysPerList = 10;

/** A product of ours as Stripe has it. */
export interface StripeEntry {
  readonly product: Stripe.Product;
  /** The holder of the lookup key. */
  readonly price: Stripe.Price | undefined;
  /** Earlier prices that still could be bought. */
  readonly outdated: readonly Stripe.Price[];
}

/** Names the price of a product in one currency (and interval) at Stripe, whatever its amount. */
export function lookupKey({ code, price, billingInterval }: ListedProduct): string {
  return [code, price.currency, ...(billingInterval === null ? [] : [billingInterval])].join(':');
}

/** Our products among those of the Stripe account. Others, made by hand, are left alone. */
@Injectable()
export class StripeCatalogue {
  readonly provider = 'stripe';
  readonly livemode: boolean;

  constructor(
    private readonly stripe: StripeClient,
    config: AppConfig,
  ) {
    this.livemode = config.stripe.livemode;
  }

  /** Every product's present price by its lookup key. */
  async prices(products: readonly ListedProduct[]): Promise<Map<string, Stripe.Price>> {
    const found = new Map<string, Stripe.Price>();
    const keys = products.map(lookupKey);
    for (let first = 0; first < keys.length; first += keysPerList) {
      const lookup_keys = keys.slice(first, first + keysPerList);
      for (const price of (await this.stripe.api.prices.list({ lookup_keys, limit: 100 })).data) {
        if (price.lookup_key !== null) found.set(price.lookup_key, price);
      }
    }
    return found;
  }

  /** `knownId`: where the product was published before; its price may have lost the key since. */
  async entry(
    { code }: ListedProduct,
    price: Stripe.Price | undefined,
    knownId: string | undefined,
  ): Promise<StripeEntry | undefined> {
    const product = (await this.product(idOf(price?.product))) ?? (await this.product(knownId ?? null));
    if (product === undefined) return undefined;
    const outdated: Stripe.Price[] = [];
    for await (const other of this.stripe.api.prices.list({
      product: product.id,
      active: true,
      limit: 100,
    })) {
      if (other.id !== price?.id && other.metadata['product_code'] === code) outdated.push(other);
    }
    return { product, price, outdated };
  }

  /** A new price, with a new product unless there is one. It takes the lookup key from an earlier one. */
  createPrice(listed: ListedProduct, productId: string | undefined): Promise<Stripe.Price> {
    const { code, title, price, billingInterval } = listed;
    const metadata = { product_code: code };
    return this.stripe.api.prices.create({
      currency: price.currency,
      unit_amount: price.amount,
      lookup_key: lookupKey(listed),
      transfer_lookup_key: true,
      metadata,
      ...(billingInterval === null ? {} : { recurring: { interval: billingInterval } }),
      ...(productId === undefined ? { product_data: { name: title, metadata } } : { product: productId }),
    });
  }

  async setPriceActive({ id }: Stripe.Price, active: boolean): Promise<void> {
    await this.stripe.api.prices.update(id, { active });
  }

  async updateProduct(id: string, change: { name?: string; active: boolean }): Promise<void> {
    await this.stripe.api.products.update(id, change);
  }

  /** Undefined for one that was deleted, whether Stripe answers its stub or nothing. */
  private async product(id: string | null): Promise<Stripe.Product | undefined> {
    if (id === null) return undefined;
    try {
      const product = await this.stripe.api.products.retrieve(id);
      return 'deleted' in product ? undefined : product;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }
}
