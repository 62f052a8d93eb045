import type { UserId } from '../kernel/ids.js';
import type { Money } from '../kernel/money.js';
import type { BillingInterval, ProductKind } from './catalog/product.entity.js';

/** What a checkout session is asked to sell: the purchase's own snapshot, never the present catalogue. */
export interface CheckoutRequest {
  readonly purchaseId: string;
  readonly userId: UserId;
  readonly telegramId: number;
  readonly customerId: string;
  readonly kind: ProductKind;
  readonly title: string;
  readonly price: Money;
  readonly billingInterval: BillingInterval | null;
  readonly expiresAt: Date;
  /** Where the browser goes afterwards; it proves nothing. */
  readonly returnUrl: string;
}

/** A checkout session as the provider describes it now. */
export interface CheckoutState {
  readonly sessionId: string;
  readonly purchaseId: string | null;
  readonly livemode: boolean;
  readonly status: 'open' | 'complete' | 'expired';
  /** True once the money is certain (Stripe: `payment_status` paid or no_payment_required). */
  readonly paid: boolean;
  /** Before discounts and taxes: this is what must equal the purchase's price. */
  readonly subtotal: Money;
  /** What the customer really paid. */
  readonly total: Money;
  readonly customerId: string | null;
  readonly paymentIntentId: string | null;
  readonly subscriptionId: string | null;
}

/** One paid period of a subscription, from one invoice line. */
export interface PaidPeriod {
  readonly itemId: string;
  readonly start: Date;
  readonly end: Date;
}

/** An invoice of a subscription as the provider describes it now. */
export interface InvoiceState {
  readonly invoiceId: string;
  readonly livemode: boolean;
  readonly paid: boolean;
  readonly purchaseId: string | null;
  readonly subscriptionId: string;
  readonly customerId: string | null;
  readonly subtotal: Money;
  readonly total: Money;
  readonly paymentIntentId: string | null;
  /** Lines that start or renew the plan; prorations and manual lines are left out. */
  readonly periods: readonly PaidPeriod[];
  readonly subscription: SubscriptionState;
}

export interface SubscriptionState {
  readonly subscriptionId: string;
  readonly status: string;
  readonly cancelAtPeriodEnd: boolean;
  readonly currentPeriodEnd: Date | null;
}

/** The payment provider, as billing needs it. Calls throw `ProviderUnavailable` when the outcome is not known. */
export abstract class PaymentGateway {
  abstract readonly provider: string;
  abstract readonly livemode: boolean;
  /** Same user, same customer, however often it is called. */
  abstract createCustomer(userId: UserId, telegramId: number): Promise<string>;
  /** Same purchase, same session, however often it is called. */
  abstract createCheckout(request: CheckoutRequest): Promise<{ sessionId: string; url: string }>;
  abstract createPortal(customerId: string, returnUrl: string): Promise<string>;
}
