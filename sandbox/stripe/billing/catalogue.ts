import type { StripeCore } from '../core/stripe-core.js';
import type { Metadata, Price, Product } from '../core/stored-objects.js';
import type { Params } from '../wire/params.js';
import { StripeFailure } from '../wire/stripe-failure.js';
import { readCurrency } from './money.js';

const INTERVALS = ['day', 'week', 'month', 'year'] as const;

export interface ProductDraft {
  id?: string | undefined;
  name: string;
  description?: string | null;
  metadata?: Metadata;
  images?: string[];
  active?: boolean;
}

/** Products and prices. Stripe: inline `price_data` makes a real, inactive price. */
export class Catalogue {
  constructor(private readonly core: StripeCore) {}

  createProduct(draft: ProductDraft): Product {
    const { core } = this;
    if (draft.id !== undefined && core.state.products.get(draft.id)) {
      throw StripeFailure.invalid('Product already exists.', 'id', 'resource_already_exists');
    }
    const now = core.clock.seconds();
    const product = core.state.products.add<Product>({
      id: draft.id ?? core.ids.next('prod', 14),
      object: 'product',
      active: draft.active ?? true,
      created: now,
      default_price: null,
      description: draft.description ?? null,
      images: draft.images ?? [],
      livemode: false,
      marketing_features: [],
      metadata: draft.metadata ?? {},
      name: draft.name,
      package_dimensions: null,
      shippable: null,
      statement_descriptor: null,
      tax_code: null,
      tax_details: null,
      type: 'service',
      unit_label: null,
      updated: now,
      url: null,
    });
    core.events.emit('product.created', product);
    return product;
  }

  productFrom(data: Params): Product {
    const name = data.requireText('name');
    return this.createProduct({
      id: data.text('id'),
      name,
      description: data.text('description') ?? null,
      metadata: data.metadata(),
      images: data.texts('images'),
      active: data.bool('active') ?? true,
    });
  }

  /** Reads `prices.create` and the inline `price_data` of a line. */
  priceFrom(data: Params, inline: boolean): Price {
    const currency = readCurrency(data.requireText('currency'), data.name('currency'));
    const amount = readAmount(data);
    const recurring = readRecurring(data.object('recurring'));
    const productId = this.#productId(data);
    const lookupKey = data.text('lookup_key', 200) ?? null;
    this.#claimLookupKey(lookupKey, data.bool('transfer_lookup_key') ?? false);
    const price = this.core.state.prices.add<Price>({
      id: this.core.ids.next('price'),
      object: 'price',
      active: !inline && (data.bool('active') ?? true),
      billing_scheme: 'per_unit',
      created: this.core.clock.seconds(),
      currency,
      custom_unit_amount: null,
      livemode: false,
      lookup_key: lookupKey,
      metadata: data.metadata(),
      nickname: data.text('nickname') ?? null,
      product: productId,
      recurring,
      tax_behavior: data.oneOf('tax_behavior', ['exclusive', 'inclusive', 'unspecified']) ?? 'unspecified',
      tiers_mode: null,
      transform_quantity: null,
      type: recurring ? 'recurring' : 'one_time',
      unit_amount: amount,
      unit_amount_decimal: String(amount),
    });
    this.core.events.emit('price.created', price);
    return price;
  }

  /** Stripe: a lookup key belongs to one price at a time. */
  #claimLookupKey(key: string | null, transfer: boolean): void {
    const holder =
      key === null ? undefined : this.core.state.prices.all().find((one) => one.lookup_key === key);
    if (!holder) return;
    if (!transfer) {
      throw StripeFailure.invalid(
        `A price (\`${holder.id}\`) already uses that lookup key.`,
        'lookup_key',
        'resource_already_exists',
      );
    }
    holder.lookup_key = null;
  }

  #productId(data: Params): string {
    const id = data.text('product');
    const inline = data.object('product_data');
    if (id !== undefined && inline) {
      throw StripeFailure.invalid(
        'You may only specify one of these parameters: product, product_data.',
        data.name('product'),
      );
    }
    if (inline) return this.productFrom(inline).id;
    if (id === undefined) throw StripeFailure.missing(data.name('product'));
    const product = this.core.state.products.get(id);
    if (!product) throw StripeFailure.noSuch('product', id, data.name('product'));
    return product.id;
  }
}

function readAmount(data: Params): number {
  const decimal = data.text('unit_amount_decimal');
  const amount = data.int('unit_amount') ?? (decimal === undefined ? undefined : Number(decimal));
  if (amount === undefined) throw StripeFailure.missing(data.name('unit_amount'));
  if (!Number.isInteger(amount) || amount < 0) {
    throw StripeFailure.invalid(
      'Invalid non-negative integer',
      data.name('unit_amount'),
      'parameter_invalid_integer',
    );
  }
  return amount;
}

function readRecurring(data: Params | undefined): Price['recurring'] {
  if (!data) return null;
  const interval = data.oneOf('interval', INTERVALS);
  if (interval === undefined) throw StripeFailure.missing(data.name('interval'));
  return {
    interval,
    interval_count: data.int('interval_count') ?? 1,
    meter: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
}
