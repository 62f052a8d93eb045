import type { ProviderName } from '../config/app-config.js';
import type { UserId } from '../kernel/ids.js';
import type { Money } from '../kernel/money.js';
import type { BillingInterval, ProductKind } from './catalog/product.entity.js';
import type { CheckoutState } from './payment-gateway.js';

/** What a provider needs to know of an offer to say what it costs there. */
export interface Priced {
  readonly price: Money;
  readonly stars: number | null;
  readonly billingInterval: BillingInterval | null;
}

/** What a page is asked to sell: the purchase's own snapshot, never the present catalogue. */
export interface Order {
  readonly purchaseId: string;
  readonly userId: UserId;
  readonly telegramId: number;
  readonly kind: ProductKind;
  readonly productCode: string;
  readonly title: string;
  readonly price: Money;
  readonly billingInterval: BillingInterval | null;
  /** Days of a plan before its first payment. */
  readonly trialDays: number | null;
  readonly expiresAt: Date;
  /** Where a browser goes afterwards; it proves nothing. */
  readonly returnUrl: string;
  /** Keep the card for later charges; only cards can. */
  readonly savesCard: boolean;
}

/**
 * A way to pay, as billing needs it. Found by `PaymentProviders` wherever it is provided, so that a further one changes
 * nothing here. Calls throw `ProviderUnavailable` when the outcome is not known.
 */
export abstract class PaymentProvider {
  abstract readonly name: ProviderName;
  abstract readonly livemode: boolean;
  /** Whether paying can leave a card behind for later charges. */
  abstract readonly savesCards: boolean;
  /** A plan can begin with days that cost nothing. */
  abstract readonly givesTrials: boolean;
  /** At which price this way sells the offer; undefined when it does not. */
  abstract priceOf(offer: Priced): Money | undefined;
  /** A page at which the purchase can be paid; asked again for the same purchase it costs nobody anything. */
  abstract openCheckout(order: Order): Promise<{ sessionId: string; url: string }>;
  /**
   * Makes sure that a page can no longer be paid, and answers what became of it; one that has ended is no error.
   * Undefined where pages cannot be withdrawn because the provider asks before each payment.
   */
  abstract closeCheckout(sessionId: string): Promise<CheckoutState | undefined>;
}
