import type { Money } from '../../kernel/money.js';
import type { BillingInterval } from '../catalog/product.entity.js';

/** A recurring price at the provider, and which of our products it claims to be for. */
export interface PlanPrice {
  readonly priceId: string;
  /** From the product's metadata, which can be edited at the provider: a hint where to look, compared with our rows. */
  readonly productCode: string | null;
  readonly price: Money;
  /** `other`: none that we sell; null: not known any more, because the price was deleted. */
  readonly interval: BillingInterval | 'other' | null;
}

/**
 * Stripe's words: `trialing`, `active` and `past_due` are served; `incomplete` was never paid; `paused` makes no
 * invoices; `unpaid`, `canceled` and `incomplete_expired` are over.
 */
export type SubscriptionStatus =
  'incomplete' | 'incomplete_expired' | 'trialing' | 'active' | 'past_due' | 'canceled' | 'unpaid' | 'paused';

/** A subscription as the provider describes it now. */
export interface SubscriptionState {
  readonly subscriptionId: string;
  readonly livemode: boolean;
  readonly customerId: string | null;
  /** From the metadata: only finds the purchase. */
  readonly purchaseId: string | null;
  readonly status: SubscriptionStatus;
  readonly plan: PlanPrice | null;
  readonly currentPeriodEnd: Date | null;
  readonly trialStart: Date | null;
  readonly trialEnd: Date | null;
  /** Stripe: `pause_collection`; periods go on, their invoices are not collected. */
  readonly collectionPaused: boolean;
  /** When it will end; null while it renews by itself. */
  readonly endsAt: Date | null;
  readonly endedAt: Date | null;
  /** It ended, or stopped, because a payment never came. */
  readonly endedUnpaid: boolean;
  /** Where the newest invoice can be paid by hand while it is open. */
  readonly openInvoiceUrl: string | null;
}

/** A line of an invoice that belongs to the plan. */
export interface PlanLine {
  readonly lineId: string;
  readonly itemId: string;
  readonly plan: PlanPrice;
  /** Before discounts; negative for the unused rest of a plan that was left. Minor units. */
  readonly amount: number;
  /** Part of a period, because the plan was changed within it. */
  readonly isProration: boolean;
  readonly start: Date;
  readonly end: Date;
}

/** An invoice of a subscription as the provider describes it now. */
export interface InvoiceState {
  readonly invoiceId: string;
  readonly paid: boolean;
  /** How often the money was asked for. */
  readonly attempts: number;
  readonly total: Money;
  readonly paymentIntentId: string | null;
  readonly lines: readonly PlanLine[];
  /** Set while it is open after a failed try. */
  readonly failure: InvoiceFailure | null;
  readonly subscription: SubscriptionState;
}

export interface InvoiceFailure {
  readonly amountDue: number;
  readonly reason: string;
  readonly retryAt: Date | null;
}

const served: readonly SubscriptionStatus[] = ['trialing', 'active', 'past_due', 'paused'];
const over: readonly SubscriptionStatus[] = ['unpaid', 'canceled', 'incomplete_expired'];

/** The customer has it, whether it is paid at the moment or not. */
export const isServed = (status: SubscriptionStatus): boolean => served.includes(status);
export const isOver = (status: SubscriptionStatus): boolean => over.includes(status);
