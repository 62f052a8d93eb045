import { defineEvent } from '../../jobs/background/define-event.js';
import type { UserId } from '../../kernel/ids.js';

/** A card's bank has warned of a payment; what it gave is held back until an administrator has looked. */
export const paymentHeld = defineEvent<{ userId: UserId; paymentId: number; warning: number }>(
  'billing.payment-held',
);
/** An administrator found nothing wrong with it. */
export const paymentReleased = defineEvent<{ userId: UserId; paymentId: number; warning: number }>(
  'billing.payment-released',
);
