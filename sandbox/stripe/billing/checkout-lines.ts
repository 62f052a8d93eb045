import type { StripeCore } from '../core/stripe-core.js';
import type { CheckoutLine, Price } from '../core/stored-objects.js';
import type { Params } from '../wire/params.js';
import { StripeFailure } from '../wire/stripe-failure.js';
import type { Catalogue } from './catalogue.js';

/** Reads `line_items` of a new session. Stripe: every line in one currency, prices fit for the mode. */
export class CheckoutLines {
  constructor(
    private readonly core: StripeCore,
    private readonly catalogue: Catalogue,
  ) {}

  read(params: Params, mode: 'payment' | 'subscription'): CheckoutLine[] {
    const given = params.list('line_items');
    if (given.length === 0) throw StripeFailure.missing('line_items');
    const lines = given.map((line) => this.#line(line));
    checkMode(lines, mode);
    const [first] = lines;
    if (lines.some((line) => line.currency !== first?.currency)) {
      throw StripeFailure.invalid('All prices in `line_items` must have the same currency.', 'line_items');
    }
    return lines;
  }

  #line(line: Params): CheckoutLine {
    const price = this.#price(line);
    const quantity = line.int('quantity');
    if (quantity === undefined || quantity < 1) {
      throw StripeFailure.invalid(
        `Quantity is required. Add \`quantity\` to \`${line.name('quantity')}\``,
        line.name('quantity'),
        'parameter_missing',
      );
    }
    const product = this.core.state.products.need(price.product);
    const amount = (price.unit_amount ?? 0) * quantity;
    return {
      id: this.core.ids.next('li'),
      object: 'item',
      adjustable_quantity: null,
      amount_discount: 0,
      amount_subtotal: amount,
      amount_tax: 0,
      amount_total: amount,
      currency: price.currency,
      description: product.name,
      metadata: line.metadata(),
      price: structuredClone(price),
      quantity,
    };
  }

  #price(line: Params): Price {
    const id = line.text('price');
    const data = line.object('price_data');
    if (id !== undefined && data) {
      throw StripeFailure.invalid(
        'You may only specify one of these parameters: price, price_data.',
        line.name('price'),
      );
    }
    if (data) return this.catalogue.priceFrom(data, true);
    if (id === undefined) throw StripeFailure.missing(line.name('price'));
    const price = this.core.state.prices.get(id);
    if (!price) throw StripeFailure.noSuch('price', id, line.name('price'));
    if (!price.active || this.core.state.products.get(price.product)?.active !== true) {
      throw StripeFailure.invalid(
        'The price specified is inactive. This field only accepts active prices.',
        line.name('price'),
      );
    }
    return price;
  }
}

function checkMode(lines: readonly CheckoutLine[], mode: 'payment' | 'subscription'): void {
  const recurring = lines.filter((line) => line.price.recurring !== null);
  if (mode === 'payment' && recurring.length > 0) {
    throw StripeFailure.invalid(
      'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.',
      'line_items',
    );
  }
  if (mode === 'subscription' && recurring.length === 0) {
    throw StripeFailure.invalid(
      'You must provide at least one recurring price in `subscription` mode when using prices.',
      'line_items',
    );
  }
}
