import type { DisputeAlert } from '../../billing/billing.jobs.js';
import { deskCredits } from './desk.view.js';
import { dateTime, price } from './format.js';
import { escape } from './view.js';

/** Stripe: `Dispute.reason`, in words that say what the customer's bank claims. */
const reasons: Readonly<Record<string, string>> = {
  bank_cannot_process: 'the bank could not process it',
  credit_not_processed: 'a promised refund did not arrive',
  customer_initiated: 'the customer asked the bank for the money',
  debit_not_authorized: 'the customer says they did not authorise it',
  duplicate: 'it was charged twice',
  fraudulent: 'the cardholder says they did not make it',
  general: 'no particular reason',
  incorrect_account_details: 'the account details were wrong',
  insufficient_funds: 'the account had too little money',
  noncompliant: 'it broke a rule of the card network',
  product_not_received: 'the customer says nothing was delivered',
  product_unacceptable: 'the customer says it was not as described',
  subscription_canceled: 'the customer says the plan had been cancelled',
  unrecognized: 'the customer does not recognise it',
};

export function disputeReason(reason: string): string {
  return reasons[reason] ?? reason.replaceAll('_', ' ');
}

const day = 24 * 60 * 60 * 1_000;

/** Until when evidence is taken, in the owner's time, and how long that still is. */
export function deadlineText(dueBy: string | null, timeZone: string, now: Date): string {
  if (dueBy === null) return 'No deadline given';
  const at = new Date(dueBy);
  const left = at.getTime() - now.getTime();
  const days = Math.floor(left / day);
  const hours = Math.floor(left / (60 * 60 * 1_000));
  const howLong =
    left <= 0
      ? 'it has passed'
      : days >= 2
        ? `${days} days left`
        : `${hours} ${hours === 1 ? 'hour' : 'hours'} left`;
  return `Answer by <b>${dateTime(at, 'en', timeZone)}</b> (${timeZone}; ${howLong})`;
}

export function disputeText(alert: DisputeAlert, who: string, timeZone: string, now: Date): string {
  const sum = price(alert, 'en');
  const payment = `Payment: <code>${escape(alert.payment)}</code>${alert.title === null ? '' : `, ${escape(alert.title)}`}`;
  const reason = `Reason: ${escape(disputeReason(alert.reason))}`;
  const reference = `Reference: <code>${escape(alert.reference)}</code>`;
  switch (alert.kind) {
    case 'dispute_opened': {
      const lines = [`⚠️ <b>Dispute opened</b>: ${sum}`, who, reason];
      return [...lines, deadlineText(alert.dueBy, timeZone, now), payment, effectText(alert), reference].join(
        '\n',
      );
    }
    case 'deadline_near': {
      const head = `⏰ <b>Nobody has answered a bank yet</b>: ${sum}`;
      return [head, who, reason, deadlineText(alert.dueBy, timeZone, now), payment, reference].join('\n');
    }
    case 'inquiry_opened': {
      const head = `🔎 <b>A bank asks about a payment</b>: ${sum}. No money moved and nothing was taken back.`;
      return [head, who, reason, deadlineText(alert.dueBy, timeZone, now), payment, reference].join('\n');
    }
    case 'inquiry_closed':
      return [`✅ <b>A bank’s question is settled</b>: ${sum} stays.`, who, payment, reference].join('\n');
    case 'dispute_prevented':
      return [`✅ <b>Dispute prevented</b>: ${sum}`, who, payment, reference].join('\n');
    case 'dispute_won': {
      const head = `✅ <b>Dispute won</b>: ${sum} came back, and so did what the payment had given.`;
      return [head, who, payment, reference].join('\n');
    }
    case 'dispute_lost': {
      const head = `❌ <b>Dispute lost</b>: ${sum} is gone; what the payment had given stays taken back.`;
      return [head, who, payment, reference].join('\n');
    }
  }
}

function effectText({ creditsTaken, owed }: DisputeAlert): string {
  const taken = creditsTaken > 0 ? `Taken back: ${deskCredits(creditsTaken)}` : 'No credits were taken back';
  return owed > 0 ? `${taken}; the customer owes ${deskCredits(owed)}` : taken;
}
