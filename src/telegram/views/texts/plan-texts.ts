import type { PlanWay } from '../../../billing/subscriptions/plan-holdings.js';

/** What customers read about their plan. All values are escaped by the caller; all texts are Telegram HTML. */
export interface PlanTexts {
  /** The state, as one line of /balance and /billing. `date`s are written out already. */
  readonly renews: (title: string, date: string) => string;
  readonly ends: (title: string, date: string) => string;
  readonly trial: (plan: { title: string; date: string; price: string }) => string;
  readonly trialEnds: (title: string, date: string) => string;
  readonly pastDue: (title: string) => string;
  readonly unpaid: (title: string) => string;
  readonly paused: (title: string) => string;
  readonly freeUntil: (date: string) => string;
  readonly none: () => string;

  /** News, each told once. */
  readonly trialStarted: (plan: { title: string; date: string; price: string }) => string;
  readonly ending: (title: string, date: string) => string;
  readonly renewing: (title: string, date: string) => string;
  readonly paymentFailed: (title: string, price: string) => string;
  readonly ended: (title: string) => string;
  /** Had twice, or beside another one whose state follows. */
  readonly endedSecond: (title: string) => string;
  readonly endedOther: (title: string) => string;
  readonly endedUnpaid: (title: string) => string;
  /** Because its payment went back. */
  readonly endedRefunded: (title: string) => string;
  readonly pausing: (title: string) => string;
  readonly resumed: (title: string, date: string) => string;
  readonly changed: (title: string, date: string) => string;
  /** Reminders, before it happens. */
  readonly endReminder: (title: string, date: string) => string;
  readonly trialEnding: (plan: { title: string; date: string; price: string }) => string;
  readonly renewalReminder: (plan: { title: string; date: string; price: string }) => string;
  readonly manage: () => string;
  readonly thanks: () => string;

  /** On an offer: what it costs and when. `price` names the interval. */
  readonly trialOffer: (days: number, price: string) => string;
  readonly tryIt: () => string;
  /** On the button of an offer that the customer has. */
  readonly yours: (title: string) => string;
  /** On the button of an offer while the customer has another plan. */
  readonly instead: (title: string) => string;
  /** The answer to either, above what they have. */
  readonly onePlan: Readonly<Record<PlanWay, () => string>>;
  /** Where Telegram itself ends a plan that is paid with Stars. */
  readonly starsPage: () => string;
  readonly payNow: (price: string) => string;
  readonly changeCard: () => string;
  readonly cardPage: () => string;
  readonly offers: () => string;
}
