import type { ContactTexts } from './contact/contact-texts.js';
import type { ContentTexts } from './content-texts.js';
import type { PageClosure } from '../../../billing/purchases/purchase.entity.js';
import type { PaymentObjection } from '../../../billing/use-cases/check-payment.use-case.js';
import type { ProviderName } from '../../../config/app-config.js';
import type { RechargeTexts } from './recharge/recharge-texts.js';
import type { PersonTexts } from './person/person-texts.js';
import type { PlanTexts } from './plan-texts.js';

/** Every text that customers read. All values are escaped by the caller; all texts are Telegram HTML. */
export interface Texts {
  readonly recharge: RechargeTexts;
  readonly credits: (count: number) => string;
  readonly greeting: (name: string) => string;
  readonly welcomeCredits: (credits: string) => string;
  readonly productsTitle: () => string;
  readonly productsHint: () => string;
  /** By the ways to pay that are on offer. */
  readonly howToPay: Readonly<Record<ProviderName | 'both', string>>;
  /** Between two prices of which one is enough. */
  readonly or: () => string;
  perInterval: Record<'month' | 'year', string>;
  /** The name of a new pass, and of a new plan, until somebody writes a better one. */
  readonly passTitle: (count: number, unit: 'day' | 'hour') => string;
  readonly planTitle: Record<'month' | 'year', string>;
  readonly pay: (price: string) => string;
  readonly checkout: (title: string, price: string) => string;
  readonly unknownPack: (asked: string, valid: string) => string;
  /** Plain text, in Telegram's own sheet. */
  readonly paymentObjection: Readonly<Record<PaymentObjection, string>>;
  readonly noProducts: () => string;
  readonly balance: (credits: string) => string;
  readonly held: (credits: string) => string;
  readonly frozen: (credits: string) => string;
  readonly owed: (credits: string) => string;
  readonly expires: (count: number, at: string) => string;
  readonly passUntil: (title: string, end: string) => string;
  readonly noPass: () => string;
  readonly billing: () => string;
  readonly billingButton: () => string;
  readonly noBillingAccount: () => string;
  readonly help: (costs: {
    text: string;
    photo: string;
    document: string;
    video: string;
    voice: string;
  }) => string;
  readonly unknownCommand: () => string;
  readonly banned: () => string;
  /** `count` messages wait for credits; `cost`: of all of them. */
  readonly short: (details: { count: number; cost: string; have: string; missing: string }) => string;
  readonly dropped: (count: number) => string;
  readonly low: (credits: string) => string;
  readonly critical: (credits: string) => string;
  readonly receipt: (details: { title: string; price: string; reference: string }) => string;
  /** A code took the whole price off. */
  readonly receiptFree: (details: { title: string; reference: string }) => string;
  readonly receiptCredits: (given: string, balance: string) => string;
  readonly receiptPass: (end: string) => string;
  readonly pending: (title: string) => string;
  readonly failed: (title: string) => string;
  readonly cardFailed: () => string;
  readonly gifted: (credits: string, balance: string) => string;
  readonly writtenOff: (credits: string) => string;
  readonly undeliverable: () => string;
  readonly timedOut: () => string;
  /** Nobody wrote for long after our last answer. */
  readonly closedAfterSilence: () => string;
  /** A page that paid for one thing, after that has ended. */
  readonly pagePaid: (sold: Sold) => string;
  readonly pagePending: (sold: Sold) => string;
  readonly pageFailed: (sold: Sold) => string;
  readonly pageExpired: (sold: Sold) => string;
  /** The shop withdrew it. */
  readonly pageClosed: Readonly<Record<PageClosure, (sold: Sold) => string>>;
  readonly newPage: () => string;
  /** Pressed a button that no longer pays. Bot API: at most 200 characters, no markup. */
  readonly pressPaid: (at: string) => string;
  readonly pressPending: () => string;
  readonly pressEnded: () => string;
  readonly pressClosed: Readonly<Record<PageClosure, () => string>>;
  readonly providerDown: () => string;
  readonly tryAgain: () => string;
  /** Because of disputes. */
  readonly purchasesBlocked: () => string;
  readonly tooManyPages: (at: string) => string;
  readonly stale: () => string;
  readonly fault: () => string;
  readonly tookBack: (details: { title: string; reference: string }) => string;
  readonly gaveBack: (title: string) => string;
  /** A payment is looked at by a person; why is none of the customer's trouble. */
  readonly paymentHeld: (title: string) => string;
  readonly paymentReleased: (title: string) => string;
  readonly creditsTakenBack: (taken: string, balance: string) => string;
  readonly historyTitle: () => string;
  readonly historyEmpty: () => string;
  readonly movement: Readonly<Record<MovementName, string>>;
  readonly plan: PlanTexts;
  readonly terms: () => string;
  readonly paySupport: () => string;
  readonly content: ContentTexts;
  readonly person: PersonTexts;
  readonly contact: ContactTexts;
}

export interface Sold {
  readonly title: string;
  readonly price: string;
}

/** Why credits came or went, in the customer's history. */
export type MovementName =
  | 'welcome'
  | 'purchase'
  | 'recharge'
  | 'gift'
  | 'message'
  | 'returned'
  | 'adjustment'
  | 'expired'
  | 'frozen'
  | 'thawed'
  | 'writtenOff'
  | 'content'
  | 'contentReturned'
  | 'other';
