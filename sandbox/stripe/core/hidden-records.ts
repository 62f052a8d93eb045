import type { CardScenario } from '../billing/card-scenarios.js';
import type { CheckoutLine, Metadata } from './stored-objects.js';

/** How a stored payment method behaves when it is charged; Stripe knows this from the card number. */
export interface CardBehaviour {
  id: string;
  scenario: CardScenario;
  /** Stripe: a detached payment method can't be used again. */
  detached: boolean;
}

/** What a Checkout Session remembers but does not show. */
export interface CheckoutPlan {
  id: string;
  lines: CheckoutLine[];
  intent: {
    metadata: Metadata;
    description: string | null;
    receiptEmail: string | null;
    setupFutureUsage: 'off_session' | 'on_session' | null;
  };
  subscription: { metadata: Metadata; description: string | null; trialEnd: number | null };
  setupMetadata: Metadata;
  /** The intent of a subscription's tries, which the session itself never names. */
  attemptIntent: string | null;
  invoiceMetadata: Metadata;
  promotionCode: string | null;
  coupon: string | null;
}

/** What a subscription remembers between renewals. */
export interface SubscriptionPlan {
  id: string;
  coupon: string | null;
  discountedInvoices: number;
  /** Prorations that wait for the next invoice. */
  pendingLines: PendingLine[];
  trialNoticeSent: boolean;
  /** The price from the next period on, when the customer chose another plan for then. */
  nextPrice: string | null;
}

export interface PendingLine {
  item: string;
  price: string;
  product: string;
  amount: number;
  description: string;
  period: { start: number; end: number };
}

/** Signing secrets of one endpoint, newest first; a rolled one still signs until it expires. */
export interface EndpointSecrets {
  id: string;
  secrets: { value: string; expiresAt: number | null }[];
}
