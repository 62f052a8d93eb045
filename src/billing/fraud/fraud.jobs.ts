import { defineEvent } from '../../jobs/background/define-event.js';
import type { UserId } from '../../kernel/ids.js';

/** A card's bank, or a rule at the provider, warns of a payment; what it gave is held back until a person has looked. */
export const paymentHeld = defineEvent<{
  userId: UserId;
  paymentId: number;
  warning: number;
  kind: 'warning' | 'review';
}>('billing.payment-held');
/** Nothing was found wrong with it, by an administrator or by whoever reviewed it at the provider. */
export const paymentReleased = defineEvent<{
  userId: UserId;
  paymentId: number;
  warning: number;
  by: 'administrator' | 'provider';
}>('billing.payment-released');
