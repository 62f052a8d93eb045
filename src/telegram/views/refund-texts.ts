import type { RefundRefusal } from '../../billing/refunds/refund-provider.js';
import { oneLine } from './plain-text.js';
import { escape } from './view.js';

const names: Readonly<Record<string, string>> = { stripe: 'Stripe', stars: 'Telegram' };

export function providerName(provider: string): string {
  return names[provider] ?? 'The payment provider';
}

const longestText = 300;

/** Why a provider did not refund, in words that say what to do. `text`: what the provider itself said. */
export function refusalText(
  refusal: RefundRefusal | 'pending' | null,
  text: string,
  provider: string,
): string {
  const name = providerName(provider);
  const said = escape(oneLine(text, longestText));
  switch (refusal) {
    case 'already_refunded':
      return 'It has been refunded in full already.';
    case 'disputed':
      return `The payment is disputed, and ${name} refuses to refund a disputed payment as well.`;
    case 'balance_too_low':
      return `There is not enough money in the ${name} balance. Top it up or wait for new payments, then try again.`;
    case 'too_much':
      return 'Less than that is left of the payment. /refund shows how much.';
    case 'not_allowed':
      return `${name} does not allow it: ${said}`;
    case 'failed':
      return `The customer’s bank did not take the money: ${said}`;
    case 'other':
    case 'pending':
    case null:
      return `${name} says: ${said}`;
  }
}

export const refundTexts = {
  usage:
    'Write /refund to look at the last payment, or name one: /refund P-12. With an amount and a reason if you like: /refund P-12 4.50 double payment',
  nothing: 'This customer has no payment that can be refunded.',
  unknownPayment: (reference: string): string =>
    `This customer has no payment ${escape(reference)}. /refund shows what can be refunded.`,
  unreadableAmount: (text: string): string =>
    `I cannot read the amount ${escape(text)}. Write it like 4.50, behind the payment: /refund P-12 4.50`,
  notPositive: 'A refund is more than nothing. Nothing was refunded.',
  tooFine: (currency: string): string =>
    `${escape(currency.toUpperCase())} has no such small amounts. Nothing was refunded.`,
  tooMuch: (left: string): string => `Of this payment ${left} can be refunded at most. Nothing was refunded.`,
  onlyWhole: 'This payment can only be refunded as a whole. Nothing was refunded.',
  // On pressed buttons.
  expired: 'The confirmation has expired. Nothing was refunded; please look again.',
  changed: 'Something has changed meanwhile. Nothing was refunded; please look again.',
  alreadyConfirmed: 'Confirmed already.',
  inProgress: 'The refund is on its way.',
};
