import type { DisputeEvidence, PaidTime } from '../../billing/disputes/dispute-evidence.query.js';
import type { DeliveryRecord } from '../../conversations/messages/delivery-record.query.js';
import type { User } from '../../users/user.entity.js';
import { disputeReason } from './dispute.view.js';
import { dateTime, price } from './format.js';
import { english } from './texts/en.js';
import { escape } from './view.js';

/** Longer lists go on as a count. */
export const mostMessages = 200;

export interface EvidenceInput extends DisputeEvidence {
  readonly customer: User;
  readonly deliveries: DeliveryRecord;
  /** When the receipt was put on its way. */
  readonly receiptAt: Date | undefined;
}

interface Now {
  readonly timeZone: string;
  readonly now: Date;
}

export function evidenceCaption(dispute: string): string {
  return `📎 What we hold for <code>${escape(dispute)}</code>, to hand to the bank`;
}

/** Plain text, one fact a line, in the order in which a bank asks. */
export function evidenceText(input: EvidenceInput, at: Now): string {
  const when = (moment: Date): string => `${dateTime(moment, 'en', at.timeZone)} (${at.timeZone})`;
  const sections = [
    disputeLines(input, when, at),
    customerLines(input, when),
    purchaseLines(input, when),
    agreedLines(input, when),
    usedLines(input, when, at),
    backLines(input, when),
    deliveryLines(input, when),
  ];
  return `${sections.map(([title = '', ...lines]) => [title, '-'.repeat(title.length), ...lines].join('\n')).join('\n\n')}\n`;
}

type When = (moment: Date) => string;

function disputeLines({ dispute }: EvidenceInput, when: When, { now }: Now): string[] {
  return [
    `Dispute ${dispute.disputeId}`,
    `Amount: ${price(dispute, 'en')}`,
    `The bank says: ${disputeReason(dispute.reason)}`,
    `Opened: ${when(dispute.openedAt)}`,
    `Answer by: ${dispute.dueBy === null ? 'no deadline given' : when(dispute.dueBy)}`,
    `This file was written: ${when(now)}`,
  ];
}

function customerLines({ customer }: EvidenceInput, when: When): string[] {
  const { telegramId, username, languageCode, source } = customer;
  return [
    'Customer',
    `Name on Telegram: ${[customer.firstName, customer.lastName ?? ''].join(' ').trim()}`,
    `Telegram id: ${telegramId ?? 'erased'}`,
    `Username: ${username === null ? 'none' : `@${username}`}`,
    `Language: ${languageCode ?? 'unknown'}`,
    `With us since: ${when(customer.createdAt)}`,
    ...(source === null ? [] : [`Came from: ${source}`]),
  ];
}

function purchaseLines({ purchase, dispute, receiptAt }: EvidenceInput, when: When): string[] {
  const page = purchase.sessionId === null ? [] : [`Payment page: ${purchase.sessionId}`];
  return [
    'Purchase',
    `Reference: P-${dispute.paymentId} (order ${purchase.purchaseId})`,
    `Product: ${purchase.title}`,
    `Price paid: ${price(purchase, 'en')}`,
    purchase.isRecharge
      ? `Charged to the saved card by auto-recharge: ${when(purchase.orderedAt)}`
      : `Ordered by the customer: ${when(purchase.orderedAt)}`,
    ...page,
    `Payment: ${purchase.paymentIntentId}`,
    `Charge: ${dispute.chargeId ?? 'unknown'}`,
    `Paid and granted: ${when(purchase.paidAt)}`,
    `Receipt sent to the customer’s chat: ${receiptAt === undefined ? 'no' : when(receiptAt)}`,
  ];
}

function agreedLines({ consent }: EvidenceInput, when: When): string[] {
  const terms = ['Terms as the bot shows them (/terms):', ...plain(english.terms()).split('\n')];
  if (consent === undefined) return ['What was agreed to', ...terms];
  const { currency, amount, monthlyCap, threshold, title, card } = consent;
  const wording = english.recharge.consent({
    title,
    price: price({ amount, currency }, 'en'),
    threshold: english.credits(threshold),
    cap: price({ amount: monthlyCap, currency }, 'en'),
    card,
  });
  const head = `Auto-recharge was turned on by the customer on ${when(consent.at)}, wording ${consent.version}:`;
  return ['What was agreed to', head, ...plain(wording).split('\n'), '', ...terms];
}

function usedLines({ purchase, access, unlocked, deliveries }: EvidenceInput, when: When, at: Now): string[] {
  const lines = ['What was used'];
  if (purchase.credits > 0) {
    lines.push(
      `Credits: ${purchase.credits} granted, ${purchase.unspent} of them unspent now`,
      `Messages paid for with them: ${deliveries.messagesOfIt}, for ${english.credits(deliveries.creditsOfIt)}`,
    );
  }
  for (const period of access) lines.push(timeLine(period, when, at));
  for (const { title, credits, at: unlockedAt } of unlocked) {
    lines.push(`Unlocked: ${title ?? 'content'}, ${english.credits(credits)}, ${when(unlockedAt)}`);
  }
  lines.push(
    `Messages of the customer that were delivered since the payment: ${deliveries.fromCustomer}`,
    `Answers of our team that were delivered since the payment: ${deliveries.fromModerators}`,
  );
  return lines;
}

const hour = 60 * 60 * 1_000;

function timeLine({ startsAt, endsAt, suspendedAt }: PaidTime, when: When, { now }: Now): string {
  const until = Math.min(now.getTime(), endsAt.getTime(), suspendedAt?.getTime() ?? Infinity);
  const used = Math.max(0, Math.floor((until - startsAt.getTime()) / hour));
  return `Free messages from ${when(startsAt)} to ${when(endsAt)}; ${used} hours of it have run`;
}

function backLines({ refunds, others, purchase: { currency } }: EvidenceInput, when: When): string[] {
  return [
    'Refunds of this payment, and other disputes of this customer',
    ...(refunds.length === 0 ? ['No refund was made'] : []),
    ...refunds.map(
      ({ amount, at, refundId }) =>
        `Refund: ${price({ amount, currency }, 'en')}, ${when(at)}, ${refundId ?? 'no id'}`,
    ),
    ...(others.length === 0 ? ['No other dispute'] : []),
    ...others.map(
      (other) =>
        `Dispute ${other.disputeId} of P-${other.paymentId}: ${price(other, 'en')}, opened ${when(other.openedAt)}, ${other.stage}`,
    ),
  ];
}

function deliveryLines({ deliveries }: EvidenceInput, when: When): string[] {
  const { messages, fromCustomer, fromModerators } = deliveries;
  const more = fromCustomer + fromModerators - messages.length;
  return [
    'Messages delivered since the payment',
    ...messages.map(({ direction, kind, at, cost, isPaidByIt }) => {
      const who = direction === 'from_customer' ? 'Customer' : 'Our team';
      const paid = cost === 0 ? '' : `, ${english.credits(cost)}${isPaidByIt ? ' of this payment' : ''}`;
      return `${when(at)}: ${who}, ${kind}${paid}`;
    }),
    ...(messages.length === 0 ? ['None'] : []),
    ...(more > 0 ? [`… and ${more} more`] : []),
  ];
}

/** Telegram's HTML without its tags. */
function plain(html: string): string {
  return html
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
