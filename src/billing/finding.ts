import type { UserId } from '../kernel/ids.js';

/** What a comparison with the provider found to differ. */
export type FindingKind =
  /** Paid there, and nothing was granted here. */
  | 'payment_missing'
  /** Paid there for something else than what we sold. */
  | 'payment_mismatch'
  /** Granted here, and there is no such money there. */
  | 'money_missing'
  | 'amount_differs'
  | 'refund_differs'
  | 'dispute_differs'
  /** A stored event that has not been acted on for a day. */
  | 'event_stuck';

export interface Finding {
  readonly kind: FindingKind;
  /** The provider's id of the payment (or event). */
  readonly reference: string;
  /** Put right by this run: it is news and needs nobody. */
  readonly isHealed: boolean;
  readonly userId: UserId | null;
  readonly purchaseId: string | null;
  /** What the provider says, and what we have, for people to compare. */
  readonly atProvider: string;
  readonly here: string;
}
