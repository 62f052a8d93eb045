import type Stripe from 'stripe';
import type { ListedProduct } from '../../billing/catalog/products.repository.js';
import type { StripeEntry } from './stripe-catalogue.js';

/** One write at Stripe. */
export type PublicationStep =
  | { readonly do: 'create' }
  | { readonly do: 'reprice' }
  | { readonly do: 'reopen-price' }
  | { readonly do: 'archive'; readonly price: Stripe.Price }
  | { readonly do: 'update'; readonly name?: string; readonly active: boolean };

/**
 * What has to be done at Stripe so that it sells the product as we do; nothing when it does already. A price never
 * changes its amount there, so another amount is another price and the old one is archived.
 */
export function publicationSteps(listed: ListedProduct, entry: StripeEntry | undefined): PublicationStep[] {
  if (listed.isHidden) {
    return entry?.product.active === true ? [{ do: 'update', active: false }] : [];
  }
  if (entry === undefined) return [{ do: 'create' }];
  const { product, price, outdated } = entry;
  const steps: PublicationStep[] = [];
  const isRenamed = product.name !== listed.title;
  if (isRenamed || !product.active) {
    steps.push({ do: 'update', active: true, ...(isRenamed ? { name: listed.title } : {}) });
  }
  if (price === undefined || !fits(price, listed, product)) {
    steps.push({ do: 'reprice' });
    if (price?.active === true) steps.push({ do: 'archive', price });
  } else if (!price.active) {
    steps.push({ do: 'reopen-price' });
  }
  return [...steps, ...outdated.map((old) => ({ do: 'archive' as const, price: old }))];
}

function fits(price: Stripe.Price, listed: ListedProduct, product: Stripe.Product): boolean {
  const productId = typeof price.product === 'string' ? price.product : price.product.id;
  return (
    productId === product.id &&
    price.unit_amount === listed.price.amount &&
    price.currency === listed.price.currency &&
    (price.recurring?.interval ?? null) === listed.billingInterval &&
    (price.recurring?.interval_count ?? 1) === 1
  );
}
