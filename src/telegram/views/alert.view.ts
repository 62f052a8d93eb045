import type { BillingAlert } from '../../billing/billing.jobs.js';
import { disputeText } from './dispute.view.js';
import { findingsView } from './findings.view.js';
import { dateTime, price } from './format.js';
import { booksDifferView } from './ledger-check.view.js';
import { shownName } from './plain-text.js';
import { planTwiceView } from './plan-twice.view.js';
import { escape, type View } from './view.js';

/** Whom an alert is about, as moderators know them. */
export interface AlertSubject {
  readonly name: string;
  readonly telegramId: number | null;
}

export function whoLine(subject: AlertSubject | undefined): string {
  if (subject === undefined) return 'Customer: unknown';
  return `Customer: ${escape(shownName(subject.name))}${subject.telegramId === null ? '' : ` (<code>${subject.telegramId}</code>)`}`;
}

function nextStep({ next }: Extract<BillingAlert, { kind: 'recharge_failed' }>): string {
  switch (next) {
    case 'retry':
      return 'It will be tried again; the customer was told.';
    case 'off':
      return 'Auto-recharge is off now; the customer was told.';
    case 'authentication':
      return 'The bank wants the customer to confirm it; they were sent a page to pay at.';
  }
}

/** `now`: deadlines also say how long they still are. */
export function alertView(
  alert: BillingAlert,
  subject: AlertSubject | undefined,
  { timeZone, now }: { readonly timeZone: string; readonly now: Date },
): View {
  const reference = `Reference: <code>${escape(alert.reference)}</code>`;
  switch (alert.kind) {
    case 'books_differ':
      return booksDifferView(alert);
    case 'reconciliation':
      return findingsView(alert);
    case 'payment_failed':
      return {
        text: [
          `❌ <b>Payment failed</b>: ${price(alert, 'en')}`,
          whoLine(subject),
          alert.attempts === 1
            ? `Reason: ${escape(alert.reason)}`
            : `${alert.attempts} attempts; reason of the last one: ${escape(alert.reason)}`,
          reference,
        ].join('\n'),
      };
    case 'renewal_failed':
      return {
        text: [
          `❌ <b>Renewal failed</b>: ${price(alert, 'en')}`,
          whoLine(subject),
          `Reason: ${escape(alert.reason)}`,
          alert.retryAt === null
            ? 'Stripe will not try again; the plan ends.'
            : `Stripe tries again on ${dateTime(new Date(alert.retryAt), 'en', timeZone)}; the customer was asked to pay.`,
          reference,
        ].join('\n'),
      };
    case 'dispute_opened':
    case 'dispute_won':
    case 'dispute_lost':
    case 'dispute_prevented':
    case 'inquiry_opened':
    case 'inquiry_closed':
    case 'deadline_near':
      return { text: disputeText(alert, whoLine(subject), timeZone, now) };
    case 'purchases_blocked':
      return {
        text: [
          `🚫 <b>A customer can no longer buy</b>: ${alert.disputes} disputes open or lost`,
          whoLine(subject),
          'Open payment pages are closed. “Allow purchases” under their card lifts it; the setting block_after_disputes decides when it happens.',
          reference,
        ].join('\n'),
      };
    case 'pages_closed':
      return {
        text: [
          `🚫 <b>Purchases stop at fewer disputes</b>: block_after_disputes is ${alert.limit} now`,
          `Customers above it who had open payment pages: ${alert.customers}`,
          `Pages of theirs that are closed now: ${alert.pages}`,
          '“Allow purchases” under a customer’s card lifts it for them.',
          reference,
        ].join('\n'),
      };
    case 'paid_while_blocked':
    case 'plan_changed_while_blocked':
      return {
        text: [
          '🚧 <b>A customer who can no longer buy has bought something</b>',
          whoLine(subject),
          alert.kind === 'paid_while_blocked'
            ? `${escape(alert.title)} for ${price(alert, 'en')} was paid while its page was being closed. What it buys was given; /refund in their topic takes both back.`
            : `Their plan is now ${escape(alert.title)} at ${price(alert, 'en')}, changed on Stripe’s page. It can be cancelled in Stripe’s Dashboard.`,
          reference,
        ].join('\n'),
      };
    case 'recharge_failed':
      return {
        text: [
          `💳 <b>Auto-recharge failed</b>: a saved card could not be charged ${price(alert, 'en')}`,
          whoLine(subject),
          `Reason: ${escape(alert.reason)}`,
          nextStep(alert),
          reference,
        ].join('\n'),
      };
    case 'price_refused':
      return {
        text: [
          `🏷 <b>Stripe no longer sells ${escape(alert.title)} at its listed price</b>. Customers can still buy it: their pages bring the price along.`,
          `Stripe says: ${escape(alert.reason.slice(0, 300))}`,
          reference,
          '/products and “Publish to Stripe” lists it again.',
        ].join('\n'),
      };
    case 'event_aside':
      return {
        text: [
          '🗂 <b>Stripe sent news of something that it does not have</b>. Nothing was done. If it is no test of yours, please look at it in Stripe’s Dashboard.',
          `Event: ${escape(alert.type)} about <code>${escape(alert.object)}</code>`,
          reference,
        ].join('\n'),
      };
    case 'plan_twice':
      return planTwiceView(alert, whoLine(subject));
    case 'payment_mismatch':
      return {
        text: [
          '🛑 <b>A payment does not match what was sold</b>. Nothing was granted; please look at it at the payment provider.',
          whoLine(subject),
          `Expected: ${escape(alert.expected)}`,
          `Found: ${escape(alert.found)}`,
          reference,
        ].join('\n'),
      };
  }
}

/** In the General topic of a group that has a new id. */
export function groupMovedView(from: number, to: number): View {
  return {
    text: [
      '🚚 <b>This group has a new id</b>. Everything goes on as before.',
      `Whoever runs the bot should put <code>${to}</code> in place of <code>${from}</code> into ADMIN_GROUP_ID.`,
    ].join('\n'),
  };
}

/** `elsewhere`: the group concerned, when another one is told. */
export function groupTroubleView(problem: string, elsewhere?: number): View {
  const where = elsewhere === undefined ? 'this group' : `the group <code>${elsewhere}</code>`;
  return {
    text: [
      `🛠 <b>I cannot work properly in ${where}</b>`,
      `Telegram says: ${escape(problem)}`,
      '',
      'Please make sure that I am there, that topics are switched on and that I am an administrator who may manage topics, pin and delete messages. Messages wait meanwhile and none is lost.',
    ].join('\n'),
  };
}

export function givenUpView({
  item,
  lane,
  what,
  error,
}: {
  item: number;
  lane: string;
  what: string;
  error: string;
}): View {
  return {
    text: [
      '🛑 <b>Something could not be done and was put aside</b>',
      `What: ${escape(what)}, for <code>${escape(lane)}</code>`,
      `Why: ${escape(error.slice(0, 500))}`,
      `It is kept in dead_lane_items as ${item}; whoever runs the bot should look at it.`,
    ].join('\n'),
  };
}

/** A refund, however it was made. `taken`: credits, negative when they were given back; `by`: made with `/refund`. */
export function refundedView(
  {
    amount,
    currency,
    title,
    taken,
    paymentId,
    by,
  }: {
    amount: number;
    currency: string;
    title: string;
    taken: number;
    paymentId: number;
    by: string | undefined;
  },
  subject: AlertSubject | undefined,
): View {
  const moved = taken >= 0 ? `Credits taken back: ${taken}` : `Credits given back: ${-taken}`;
  const head = amount >= 0 ? 'Refund' : 'Refund failed, the money came back';
  return {
    text: [
      `↩️ <b>${head}</b>: ${price({ amount: Math.abs(amount), currency }, 'en')} for ${escape(title)}`,
      whoLine(subject),
      moved,
      ...(by === undefined ? [] : [`Refunded by ${escape(shownName(by))}`]),
      `Reference: <code>P-${paymentId}</code>`,
    ].join('\n'),
  };
}
