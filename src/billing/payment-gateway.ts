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
  readonly productCode: string;
  readonly title: string;
  readonly price: Money;
  readonly billingInterval: BillingInterval | null;
  /** Days of a plan before its first payment. */
  readonly trialDays: number | null;
  readonly expiresAt: Date;
  /** Where the browser goes afterwards; it proves nothing. */
  readonly returnUrl: string;
  /** Keep the card for later charges without the customer. */
  readonly savesCard: boolean;
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

/** Where a customer lands on the provider's own pages. */
export type PortalEntry = 'home' | 'card';

/** A card that the provider keeps for us; we know only what is needed to name it. */
export interface SavedCard {
  readonly methodId: string;
  readonly brand: string;
  readonly last4: string;
}

/** One try to charge a saved card while the customer is away. */
export interface CardCharge {
  readonly attemptId: string;
  readonly try: number;
  readonly purchaseId: string;
  readonly telegramId: number;
  readonly customerId: string;
  readonly methodId: string;
  readonly title: string;
  readonly price: Money;
}

/** Why a card was declined, as far as a customer is told. */
export type DeclineReason = 'expired_card' | 'insufficient_funds' | 'declined' | 'card_unusable';

export interface Decline {
  /** Trying this card again is pointless or forbidden. */
  readonly isFinal: boolean;
  readonly reason: DeclineReason;
  /** The provider's own word; for moderators only. */
  readonly code: string;
}

export type ChargeOutcome =
  | { readonly status: 'succeeded' | 'processing' | 'canceled' }
  /** The bank wants to see the customer. */
  | { readonly status: 'authentication' }
  | { readonly status: 'declined'; readonly decline: Decline }
  /** Seen in the middle of its making. */
  | { readonly status: 'unfinished' };

/** A charge of a saved card as the provider describes it now. */
export interface ChargeState {
  /** Stripe: the PaymentIntent. */
  readonly chargeId: string;
  readonly purchaseId: string | null;
  readonly try: number | null;
  readonly livemode: boolean;
  readonly customerId: string | null;
  readonly price: Money;
  readonly outcome: ChargeOutcome;
}

/** The provider would not even try: no charge exists. */
export interface RefusedCharge {
  readonly refused: Decline;
}

/** The payment provider, as billing needs it. Calls throw `ProviderUnavailable` when the outcome is not known. */
export abstract class PaymentGateway {
  abstract readonly provider: string;
  abstract readonly livemode: boolean;
  /** Same user, same customer, however often it is called. */
  abstract createCustomer(userId: UserId, telegramId: number): Promise<string>;
  /** Same purchase, same session, however often it is called. */
  abstract createCheckout(request: CheckoutRequest): Promise<{ sessionId: string; url: string }>;
  /** Closes a page that can still be paid, and answers what became of it; one that has ended is no error. */
  abstract closeCheckout(sessionId: string): Promise<CheckoutState>;
  abstract createPortal(customerId: string, returnUrl: string, entry: PortalEntry): Promise<string>;
  /** Same attempt and try, same charge, for about a day; afterwards only `findCharge` may be asked. */
  abstract chargeSavedCard(request: CardCharge): Promise<ChargeState | RefusedCharge>;
  /** The charge that a try made, if it made one; for when the answer was lost. */
  abstract findCharge(request: CardCharge, since: Date): Promise<ChargeState | undefined>;
  /** Makes sure that nobody completes a charge that was declined. */
  abstract cancelCharge(chargeId: string): Promise<void>;
  /**
   * Takes every saved card and whatever says who it is from a customer, for good. Payments, invoices and our own number
   * for the customer stay, so that the books can still be compared. One that is gone already is no error.
   */
  abstract forgetCustomer(customerId: string): Promise<void>;
  /** Ends a subscription at once, without a refund; one that is over already is no error. */
  abstract endPlan(subscriptionId: string): Promise<void>;
  /** The card that a checkout stored; undefined when it stored none. */
  abstract savedCardOf(chargeId: string): Promise<SavedCard | undefined>;
}
