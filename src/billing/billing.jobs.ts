import { defineCron } from '../jobs/background/define-cron.js';
import { defineEvent } from '../jobs/background/define-event.js';
import { defineJob } from '../jobs/background/define-job.js';
import type { PublishedProduct, PublishRequest } from './catalog/published-product.js';
import type { UserId } from '../kernel/ids.js';
import type { Violation } from './ledger/invariants.js';
import type { Finding } from './finding.js';
import type { DeclineReason } from './payment-gateway.js';
import type { ReminderLead } from './reminders/reminder-due.js';
import type { SubscriptionChange } from './subscriptions/subscription-changes.js';

/** A purchase was paid and what it buys was given, exactly once. */
export const purchaseSettled = defineEvent<{
  userId: UserId;
  purchaseId: string;
  paymentId: number;
  /** A renewal whose first try had failed. */
  afterFailure?: boolean;
}>('billing.purchase-settled');
/** A plan's state is news to its customer. `reading`: the look at the provider that found it. */
export const subscriptionChanged = defineEvent<{
  userId: UserId;
  subscriptionId: string;
  reading: number;
  change: SubscriptionChange;
  /** It ended because a payment never came. */
  endedUnpaid: boolean;
  /** It ended because what was paid went back. */
  endedRefunded?: boolean;
}>('billing.subscription-changed');
/** A subscription has begun, on trial or paid. */
export const planBegan = defineEvent<{ userId: UserId }>('billing.plan-began');
/** A page that nobody shall pay any more. */
export const closePage = defineJob<{ purchaseId: string }>('billing.close-page');
/** A plan that an administrator ends at the provider, at once. */
export const endPlan = defineJob<{ subscriptionId: string }>('billing.end-plan');
/** What makes messages free ends soon. `endsAt`: as ISO 8601. */
export const accessEnding = defineEvent<{ userId: UserId; endsAt: string; lead: ReminderLead }>(
  'billing.access-ending',
);
/** A plan renews by itself soon. `at`: as ISO 8601. */
export const planRenewing = defineEvent<{ userId: UserId; subscriptionId: string; at: string }>(
  'billing.plan-renewing',
);
export const remindOfRenewals = defineCron('billing.remind-of-renewals', '11 * * * *');
export const remindOfEnds = defineCron('billing.remind-of-ends', '7 * * * *');
/** Credits came in, whatever the reason: messages that waited for them may go on. */
export const creditsGranted = defineEvent<{ userId: UserId }>('billing.credits-granted');
/** Credits ran out of time. */
export const creditsExpired = defineEvent<{ userId: UserId }>('billing.credits-expired');
/** Credits were set aside while their payment is checked, or are free again. */
export const creditsFrozen = defineEvent<{ userId: UserId }>('billing.credits-frozen');
/** An administrator wants the provider's catalogue to say what ours says. */
export const publishCatalog = defineJob<PublishRequest>('billing.publish-catalog');
export const catalogPublished = defineEvent<{
  request: PublishRequest;
  published: readonly PublishedProduct[];
}>('billing.catalog-published');
/** The books are checked against themselves; a night in which nothing ran is made up for. */
export const checkLedger = defineCron('billing.check-ledger', '40 3 * * *', {
  backfillMs: 12 * 60 * 60 * 1_000,
});
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

export type DisputeNews =
  | 'dispute_opened'
  | 'dispute_won'
  | 'dispute_lost'
  | 'dispute_prevented'
  /** A bank asks about a payment; no money has moved. */
  | 'inquiry_opened'
  | 'inquiry_closed'
  /** Nobody has answered yet. */
  | 'deadline_near';

export interface DisputeAlert {
  readonly kind: DisputeNews;
  readonly userId: UserId | null;
  /** Its row; null for a payment that is none of ours. */
  readonly dispute: number | null;
  /** The provider's id of the dispute. */
  readonly reference: string;
  /** `P-…`, or the provider's id of a payment that is none of ours. */
  readonly payment: string;
  readonly title: string | null;
  readonly amount: number;
  readonly currency: string;
  readonly reason: string;
  readonly dueBy: string | null;
  /** In all, of that payment. */
  readonly creditsTaken: number;
  readonly owed: number;
}

/** What administrators must see in General. Amounts in minor units. */
export type BillingAlert =
  | {
      kind: 'payment_failed';
      userId: UserId | null;
      reference: string;
      amount: number;
      currency: string;
      reason: string;
      /** How many followed each other so far; the fields are those of the last one. The alert is edited as they come. */
      attempts: number;
    }
  | DisputeAlert
  /** A customer can buy nothing more. `reference`: the provider's id of the last dispute. */
  | { kind: 'purchases_blocked'; userId: UserId; reference: string; disputes: number }
  /** Fewer disputes stop purchases since that setting was changed: open pages of so many customers are closed. */
  | { kind: 'pages_closed'; userId: null; reference: string; limit: number; customers: number; pages: number }
  /** Money of a customer who can buy nothing more, for a page that was just being closed or a change of the plan. */
  | {
      kind: 'paid_while_blocked' | 'plan_changed_while_blocked';
      userId: UserId;
      /** The payment, or the subscription. */
      reference: string;
      title: string;
      amount: number;
      currency: string;
    }
  | {
      kind: 'renewal_failed';
      userId: UserId;
      reference: string;
      amount: number;
      currency: string;
      reason: string;
      /** When the provider tries again; null: not any more. */
      retryAt: string | null;
    }
  | {
      kind: 'books_differ';
      userId: null;
      /** When the check ran. */
      reference: string;
      /** As many as a message can show; `count` altogether. */
      listed: readonly Violation[];
      count: number;
    }
  | { kind: 'payment_mismatch'; userId: UserId | null; reference: string; expected: string; found: string }
  /** Two subscriptions of one customer. `reference`: the later one, bought with that purchase; `other`: the first one. */
  | {
      kind: 'plan_twice';
      userId: UserId;
      reference: string;
      other: string;
      title: string;
      /** Absent in alerts from before plans shut each other out: then it is the same plan. */
      otherTitle?: string;
      purchaseId: string;
    }
  /** News of something that the provider does not have. `reference`: the event. */
  | { kind: 'event_aside'; userId: null; reference: string; type: string; object: string }
  /** A listed price that the provider no longer sells at. */
  | { kind: 'price_refused'; userId: null; reference: string; title: string; reason: string }
  | {
      kind: 'reconciliation';
      userId: null;
      /** The days compared. */
      reference: string;
      /** As many as a message can show; `count` are new altogether. */
      listed: readonly Finding[];
      count: number;
    }
  | {
      kind: 'recharge_failed';
      userId: UserId;
      reference: string;
      amount: number;
      currency: string;
      reason: string;
      next: 'retry' | 'off' | 'authentication';
    };
export const billingAlert = defineEvent<{ key: string; alert: BillingAlert }>('billing.alert');
export const creditsGifted = defineEvent<{ userId: UserId; amount: number; requestKey: string }>(
  'billing.credits-gifted',
);

/** An administrator gave up what a customer owed. */
export const debtWrittenOff = defineEvent<{ userId: UserId; amount: number; requestKey: string }>(
  'billing.debt-written-off',
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

/** One try to charge a saved card. */
export const chargeRecharge = defineJob<{ attemptId: string; try: number }>('billing.charge-recharge');
/** A declined charge must not be completed later. */
export const cancelCharge = defineJob<{ chargeId: string }>('billing.cancel-charge');
/** The provider shall know the customer by our number alone, without a card. */
export const forgetCustomer = defineJob<{ customerId: string }>('billing.forget-customer');
/** Nobody paid the page that stood in for a charge which the bank wanted to see the customer for. */
export const lapseRecharge = defineJob<{ attemptId: string }>('billing.lapse-recharge');
/** What held a recharge back for a time is over. */
export const checkRecharge = defineJob<{ userId: UserId }>('billing.check-recharge');

/** A try failed; `retryAt` null: there is no further one, and auto-recharge is off. */
export const rechargeDeclined = defineEvent<{
  userId: UserId;
  attemptId: string;
  try: number;
  reason: DeclineReason;
  retryAt: string | null;
}>('billing.recharge-declined');
/** The bank wants to see the customer, who gets a page to pay at. */
export const rechargeNeedsCustomer = defineEvent<{ userId: UserId; attemptId: string }>(
  'billing.recharge-needs-customer',
);
/** The monthly cap stands in the way; once per month. */
export const rechargeCapped = defineEvent<{ userId: UserId; month: string }>('billing.recharge-capped');
/** Auto-recharge ended or paused for another reason than a decline or the customer's own wish. */
export type StopReason =
  'card_removed' | 'offer_changed' | 'refund' | 'dispute' | 'fraud_warning' | 'not_confirmed';
export const autoRechargeStopped = defineEvent<{ userId: UserId; reason: StopReason; at: string }>(
  'billing.auto-recharge-stopped',
);
/** A checkout stored a card for auto-recharge. */
export const cardSaved = defineEvent<{ userId: UserId; purchaseId: string; productCode: string }>(
  'billing.card-saved',
);
