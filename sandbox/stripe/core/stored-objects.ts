import type Stripe from 'stripe';

/** The SDK's own type with the named expandable fields as the plain ids in which they are stored. */
type Stored<T, K extends keyof T> = Omit<T, K> & { [P in K]: Extract<T[P], string | null> };

export type Metadata = Record<string, string>;
export type Customer = Stripe.Customer;
export type Product = Stored<Stripe.Product, never>;
/** Decimals travel as text; the SDK turns them into objects on its side. */
export type Price = Omit<Stripe.Price, 'unit_amount_decimal' | 'product'> & {
  unit_amount_decimal: string | null;
  product: string;
};
export type Coupon = Stripe.Coupon;
export type PromotionCode = Stored<Stripe.PromotionCode, 'customer'>;
export type PaymentMethod = Stored<Stripe.PaymentMethod, 'customer'>;
export type PaymentIntent = Stored<
  Stripe.PaymentIntent,
  'customer' | 'payment_method' | 'latest_charge' | 'review'
>;
export type SetupIntent = Stored<Stripe.SetupIntent, 'customer' | 'payment_method' | 'latest_attempt'>;
export type Charge = Stored<
  Stripe.Charge,
  'customer' | 'payment_intent' | 'balance_transaction' | 'failure_balance_transaction' | 'review'
>;
export type Refund = Stored<
  Stripe.Refund,
  'customer' | 'charge' | 'payment_intent' | 'payment_method' | 'balance_transaction'
>;
export type BalanceTransaction = Stored<Stripe.BalanceTransaction, 'source'>;
export type Dispute = Omit<Stripe.Dispute, 'charge' | 'payment_intent' | 'balance_transactions'> & {
  charge: string;
  payment_intent: string | null;
  balance_transactions: BalanceTransaction[];
};
export type EarlyFraudWarning = Omit<Stripe.Radar.EarlyFraudWarning, 'charge' | 'payment_intent'> & {
  charge: string;
  payment_intent: string;
};
export type Review = Omit<Stripe.Review, 'charge' | 'payment_intent'> & {
  charge: string;
  payment_intent: string;
};
export type SubscriptionItem = Omit<Stripe.SubscriptionItem, 'price' | 'plan'> & {
  price: Price;
  quantity: number;
};
export type Subscription = Omit<
  Stored<Stripe.Subscription, 'customer' | 'latest_invoice' | 'default_payment_method'>,
  'items'
> & { items: ListOf<SubscriptionItem> };
export type InvoiceLine = Omit<Stripe.InvoiceLineItem, 'pricing' | 'quantity_decimal'> & {
  pricing: {
    type: 'price_details';
    price_details: { price: string; product: string };
    unit_amount_decimal: string | null;
  };
  quantity_decimal: string | null;
};
export type Invoice = Omit<
  Stored<Stripe.Invoice, 'customer' | 'default_payment_method'>,
  'lines' | 'payments' | 'customer'
> & { lines: ListOf<InvoiceLine>; customer: string | null };
export type InvoicePayment = Omit<Stripe.InvoicePayment, 'invoice' | 'payment'> & {
  invoice: string;
  payment: { type: 'payment_intent'; payment_intent: string };
};
export type CheckoutLine = Omit<Stripe.LineItem, 'price'> & { price: Price; quantity: number };
export type CheckoutSession = Omit<
  Stored<
    Stripe.Checkout.Session,
    'customer' | 'payment_intent' | 'subscription' | 'invoice' | 'setup_intent'
  >,
  'line_items'
>;
export type PortalConfiguration = Stripe.BillingPortal.Configuration;
export type PortalSession = Omit<Stripe.BillingPortal.Session, 'configuration'> & { configuration: string };
export type WebhookEndpoint = Stripe.WebhookEndpoint;
export type EventType = Stripe.Event['type'];

/** An event as it is stored; `data.object` is a copy made at the moment of the change. */
export interface StripeEvent {
  id: string;
  object: 'event';
  api_version: string;
  created: number;
  data: { object: object; previous_attributes?: object };
  livemode: boolean;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: EventType;
}

export interface ListOf<T> {
  object: 'list';
  data: T[];
  has_more: boolean;
  url: string;
}

export interface DeletedObject {
  id: string;
  object: string;
  deleted: true;
}

/** Anything that the API can hand out by id. */
export interface AnyObject {
  id: string;
  object: string;
}
