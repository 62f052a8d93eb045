import type { DisputeState } from '../disputes/dispute-stage.js';

/** One refund as a provider is asked for it. */
export interface RefundOrder {
  /** Names the request for ever: what was refunded for it is found again by this. */
  readonly requestId: number;
  /** The idempotency key; the same for every repetition until the outcome is known. */
  readonly key: string;
  /** The provider's own reference of the payment (Stripe: the payment intent). */
  readonly paymentIntentId: string;
  /** In minor units. */
  readonly amount: number;
}

/** Why a provider did not refund, as far as people are told differently. */
export type RefundRefusal =
  'already_refunded' | 'disputed' | 'balance_too_low' | 'too_much' | 'not_allowed' | 'failed' | 'other';

export type RefundOutcome =
  | {
      readonly kind: 'refunded';
      readonly refundId: string;
      /** Accepted; the money moves later. */
      readonly isPending: boolean;
    }
  | { readonly kind: 'refused'; readonly refusal: RefundRefusal; readonly text: string }
  /** It broke down at the provider, which would answer the same to the same key: nothing was refunded by it so far. */
  | { readonly kind: 'broken' };

/** What has gone back of a payment, as the provider says now; in minor units. */
export interface TakenBack {
  /** All refunds that did not fail. */
  readonly refunded: number;
  /** Disputes that took the money and are not won. */
  readonly disputed: number;
  /** All that there are or were, inquiries included. */
  readonly disputes: readonly DisputeState[];
}

/**
 * A provider that can give money back; found by `RefundProviders` wherever it is provided. Calls throw
 * `ProviderUnavailable` when the outcome is not known.
 */
export abstract class RefundProvider {
  abstract readonly provider: string;
  /** Whether less than the whole payment can go back. */
  abstract readonly canRefundPart: boolean;
  /** Same request, one refund, however often it is called. */
  abstract refund(order: RefundOrder): Promise<RefundOutcome>;
  abstract takenBack(paymentIntentId: string): Promise<TakenBack>;
}
