import type { RefundDialog } from '../../billing/refunds/refund-dialog.query.js';
import { leftOf, type RefundQuote } from '../../billing/refunds/refund-quote.js';
import { dateTime, price } from './format.js';
import { oneLine, shownName } from './plain-text.js';
import { deskCredits } from './desk.view.js';
import { providerName, refusalText } from './refund-texts.js';
import { type Button, escape, type Keyboard, type View } from './view.js';

export type RefundAction = 'part' | 'whole' | 'next' | 'back' | 'cancel' | 'yes';

export const refundCallbacks = {
  /** Under a card: opens the question. */
  open: (threadId: number): string => `refunds:${threadId}`,
  act: (action: RefundAction, requestId: number): string => `refund:${action}:${requestId}`,
};

export interface RefundReader {
  /** The customer's first name, as Telegram gave it. */
  readonly name: string;
  readonly timeZone: string;
}

const longestReason = 200;

/** A question about a refund, from the first look to how it ended; always the same message. */
export function refundView(dialog: RefundDialog, reader: RefundReader): View {
  const { request, payment } = dialog;
  const name = escape(shownName(reader.name));
  const sum = price({ amount: request.amount ?? 0, currency: payment.currency }, 'en');
  const reference = `P-${payment.id}`;
  const by = escape(shownName(request.actorName));
  switch (request.status) {
    case 'draft':
      return { text: lookText(dialog, name, reader.timeZone), keyboard: lookKeyboard(dialog) };
    case 'proposed':
      return { text: confirmText(dialog, name, sum), keyboard: confirmKeyboard(dialog, sum) };
    case 'cancelled':
      return { text: 'Cancelled. Nothing was refunded.' };
    case 'confirmed':
      return {
        text: `⏳ Refund of <b>${sum}</b> (${reference}) is in progress, confirmed by ${by}.${planEnds(request)}`,
      };
    case 'done':
      return { text: doneText(dialog, name, sum, by) };
    case 'refused': {
      const why = refusalText(request.outcome, request.outcomeText ?? '', payment.provider);
      return { text: `⚠️ <b>Not refunded</b>: ${sum} of ${reference}. ${why}${planEnds(request)}` };
    }
    case 'unknown':
      return {
        text: `🛑 <b>Nobody knows whether ${sum} of ${reference} went back</b>: ${providerName(payment.provider)} gave no answer for three days. Please look there before you try again.${planEnds(request)}`,
      };
  }
}

function lookText(dialog: RefundDialog, name: string, timeZone: string): string {
  const { payment, part, whole, request } = dialog;
  const { currency, credits, unspent, clawedCredits, accessEndsAt } = payment;
  const money = (amount: number): string => price({ amount, currency }, 'en');
  const lines = [
    `↩️ <b>Refund for ${name}?</b>`,
    `${escape(payment.title)} for <b>${money(payment.amount)}</b>, paid ${dateTime(payment.paidAt, 'en', timeZone)} · <code>P-${payment.id}</code>`,
  ];
  if (credits > 0) {
    const spent = credits - unspent - clawedCredits;
    const taken = clawedCredits > 0 ? `, ${clawedCredits} taken back` : '';
    lines.push(`It gave ${deskCredits(credits)}: ${spent} spent, ${unspent} unspent${taken}`);
  }
  if (accessEndsAt !== null) {
    lines.push(`Messages are free with it until ${dateTime(accessEndsAt, 'en', timeZone)}`);
  }
  if (payment.refundedAmount > 0) lines.push(`Refunded so far: ${money(payment.refundedAmount)}`);
  lines.push('');
  if (part !== null) lines.push(`• Unspent part, ${money(part.amount)}: ${effectText(dialog, part, name)}`);
  if (whole !== null) {
    const what = payment.refundedAmount > 0 ? 'The rest' : 'All';
    lines.push(`• ${what}, ${money(whole.amount)}: ${effectText(dialog, whole, name)}`);
  } else lines.push(impossibleText(dialog));
  const reason = oneLine(request.reason ?? '', longestReason);
  if (reason !== '') lines.push('', `Reason: ${escape(reason)}`);
  return lines.join('\n');
}

function effectText({ payment }: RefundDialog, { creditsTaken, debt }: RefundQuote, name: string): string {
  const takes = creditsTaken > 0 ? `takes back ${deskCredits(creditsTaken)}` : 'takes no credits back';
  const ends = payment.givesAccess ? '; the free time ends' : '';
  const owes =
    debt > 0 ? `; <b>${name} will owe ${deskCredits(debt)}</b>, which the next top-up settles` : '';
  return `${takes}${ends}${owes}`;
}

/** Why nothing can be refunded of this payment. */
export function impossibleText({ payment }: RefundDialog): string {
  const { isRunning, disputedAmount } = payment;
  if (isRunning) return '⏳ A refund of this payment is in progress.';
  if (disputedAmount > 0) return `⚠️ ${refusalText('disputed', '', payment.provider)}`;
  return leftOf(payment) === 0 ? '✅ This payment was refunded in full.' : '⚠️ It cannot be refunded.';
}

function lookKeyboard(dialog: RefundDialog): Keyboard {
  const { payment, part, whole, hasOthers, request } = dialog;
  const money = (amount: number): string => price({ amount, currency: payment.currency }, 'en');
  const press = (action: RefundAction, text: string): Button => ({
    text,
    callback_data: refundCallbacks.act(action, request.id),
  });
  const all = payment.refundedAmount > 0 ? 'Refund the rest' : 'Refund all';
  return [
    ...(part === null ? [] : [[press('part', `Refund ${money(part.amount)} for the unspent part`)]]),
    ...(whole === null ? [] : [[press('whole', `${all} ${money(whole.amount)}`)]]),
    [...(hasOthers ? [press('next', 'Other payment ›')] : []), press('cancel', 'Cancel')],
  ];
}

/** What else was confirmed. */
function planEnds({ endsPlan }: RefundDialog['request']): string {
  return endsPlan === null ? '' : ` The plan <code>${escape(endsPlan)}</code> is cancelled at Stripe.`;
}

function confirmText(dialog: RefundDialog, name: string, sum: string): string {
  const { payment, proposed, request } = dialog;
  const effect = proposed === null ? impossibleText(dialog) : `It ${effectText(dialog, proposed, name)}.`;
  const reason = oneLine(request.reason ?? '', longestReason);
  const { endsPlan } = request;
  const what = endsPlan === null ? 'Refund' : `Cancel this ${escape(payment.title)} and refund`;
  const cancels = `The subscription <code>${escape(endsPlan ?? '')}</code> ends at Stripe at once and is never charged again.`;
  return [
    `❗️ <b>${what} ${sum} of P-${payment.id} to ${name}?</b>`,
    effect,
    ...(endsPlan === null ? [] : [cancels]),
    ...(reason === '' ? [] : [`Reason: ${escape(reason)}`]),
    '',
    'This cannot be undone. Please confirm within 10 minutes.',
  ].join('\n');
}

function confirmKeyboard({ request }: RefundDialog, sum: string): Keyboard {
  return [
    [
      {
        text: `Yes, ${request.endsPlan === null ? 'refund' : 'cancel and refund'} ${sum}`,
        callback_data: refundCallbacks.act('yes', request.id),
      },
      { text: '‹ Back', callback_data: refundCallbacks.act('back', request.id) },
    ],
  ];
}

function doneText({ request, payment }: RefundDialog, name: string, sum: string, by: string): string {
  const balance =
    payment.owed > 0 ? `owes ${deskCredits(payment.owed)}` : `has ${deskCredits(payment.onHand)}`;
  const pending =
    request.outcome === 'pending'
      ? ` ${providerName(payment.provider)} has accepted it and moves the money later.`
      : '';
  return `✅ <b>${sum} of P-${payment.id} refunded</b> by ${by}.${pending} ${name} ${balance} now.${planEnds(request)}`;
}
