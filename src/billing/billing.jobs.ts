import { defineCron } from '../jobs/background/define-cron.js';
import { defineEvent } from '../jobs/background/define-event.js';
import type { Finding } from './finding.js';
import type { UserId } from '../kernel/ids.js';

/** A purchase was paid and what it buys was given, exactly once. */
export const purchaseSettled = defineEvent<{ userId: UserId; purchaseId: string; paymentId: number }>(
  'billing.purchase-settled',
);
/** Credits came in, whatever the reason: messages that waited for them may go on. */
export const creditsGranted = defineEvent<{ userId: UserId }>('billing.credits-granted');
/** Credits ran out of time. */
export const creditsExpired = defineEvent<{ userId: UserId }>('billing.credits-expired');
/** Credits were set aside while their payment is checked, or are free again. */
export const creditsFrozen = defineEvent<{ userId: UserId }>('billing.credits-frozen');
export const expireCredits = defineCron('billing.expire-credits', '*/2 * * * *');
export const balanceLow = defineEvent<{
  userId: UserId;
  level: 'low' | 'critical';
  credits: number;
  transactionId: number;
}>('billing.balance-low');
/** A purchase ended without money: failed or expired. */
export const purchaseClosed = defineEvent<{
  userId: UserId;
  purchaseId: string;
  status: 'failed' | 'expired';
}>('billing.purchase-closed');
/** A delayed payment method: the money is on its way. */
export const purchasePending = defineEvent<{ userId: UserId; purchaseId: string }>(
  'billing.purchase-pending',
);

/** What administrators must see in General. Amounts in minor units. */
export type BillingAlert =
  | {
      kind: 'payment_failed';
      userId: UserId | null;
      reference: string;
      amount: number;
      currency: string;
      reason: string;
    }
  | {
      kind: 'dispute_opened' | 'dispute_won' | 'dispute_lost';
      userId: UserId | null;
      reference: string;
      payment: string;
      amount: number;
      currency: string;
      reason: string;
      dueBy: string | null;
    }
  | { kind: 'payment_mismatch'; userId: UserId | null; reference: string; expected: string; found: string }
  | {
      kind: 'reconciliation';
      userId: null;
      /** The days compared. */
      reference: string;
      /** As many as a message can show; `count` are new altogether. */
      listed: readonly Finding[];
      count: number;
    };
export const billingAlert = defineEvent<{ key: string; alert: BillingAlert }>('billing.alert');
export const creditsGifted = defineEvent<{ userId: UserId; amount: number; requestKey: string }>(
  'billing.credits-gifted',
);

/** Money of a payment went back or came again. `difference`: credits taken back, negative when given back. */
export const paymentAdjusted = defineEvent<{
  userId: UserId;
  paymentId: number;
  adjustments: number;
  refundedNow: number;
  difference: number;
  isReinstated: boolean;
}>('billing.payment-adjusted');
