import type { StripeCore } from '../core/stripe-core.js';
import type { InvoiceLine, Metadata, Price } from '../core/stored-objects.js';
import type { Period } from './billing-period.js';

export interface LineDraft {
  amount: number;
  discount?: number;
  description: string;
  period: Period;
  price: Price;
  quantity: number;
  metadata?: Metadata;
  proration?: boolean;
  /** Absent for one-time goods. */
  subscription?: { id: string; item: string };
}

/** A line of an invoice. Stripe: since basil the price is under `pricing`, the subscription under `parent`. */
export function createLine(core: StripeCore, invoice: string, draft: LineDraft): InvoiceLine {
  const id = core.ids.next('il');
  const proration = draft.proration ?? false;
  return {
    id,
    object: 'line_item',
    amount: draft.amount,
    currency: draft.price.currency,
    description: draft.description,
    discount_amounts: draft.discount ? [{ amount: draft.discount, discount: `di_${id.slice(3)}` }] : [],
    discountable: !proration,
    discounts: [],
    invoice,
    livemode: false,
    metadata: draft.metadata ?? {},
    parent: draft.subscription
      ? {
          type: 'subscription_item_details',
          invoice_item_details: null,
          subscription_item_details: {
            invoice_item: null,
            proration,
            proration_details: { credited_items: null },
            subscription: draft.subscription.id,
            subscription_item: draft.subscription.item,
          },
        }
      : {
          type: 'invoice_item_details',
          invoice_item_details: {
            invoice_item: core.ids.next('ii'),
            proration,
            proration_details: { credited_items: null },
            subscription: null,
          },
          subscription_item_details: null,
        },
    period: { ...draft.period },
    pretax_credit_amounts: [],
    pricing: {
      type: 'price_details',
      price_details: { price: draft.price.id, product: draft.price.product },
      unit_amount_decimal: draft.price.unit_amount_decimal,
    },
    quantity: draft.quantity,
    quantity_decimal: String(draft.quantity),
    subscription: draft.subscription?.id ?? null,
    subtotal: draft.amount,
    taxes: [],
  };
}
