import type { BillingAlert } from '../../billing/billing.jobs.js';
import { escape, type View } from './view.js';

type BooksDiffer = Extract<BillingAlert, { kind: 'books_differ' }>;

/** What a broken rule of the ledger means, in words for people who have never seen its tables. */
export const ruleMeanings: Readonly<Record<string, string>> = {
  'account differs from its movements': 'the balance is not what all movements add up to',
  'account differs from its last transaction': 'the balance is not the one after the last movement',
  'account versions have gaps': 'a movement is missing, or there is one too many',
  'credits differ from the open lots': 'the balance is not what is left of the grants',
  'frozen credits differ from the frozen lots': 'the credits on hold are not those of the checked payments',
  'lot differs from its movements': 'what is left of a grant is not what was given less what was taken',
  'held credits differ from the open holds':
    'the credits set aside are not those of the messages on their way',
  'debt beside credits on hand': 'the customer owes something and has credits all the same',
  'transaction differs from its movements': 'a movement says another amount than it moved',
  'transaction without an account': 'a movement names a customer who has no balance',
  'movement without its transaction': 'a movement belongs to nothing that happened',
  'lot moved by no transaction of its customer':
    'credits of a grant were moved by nothing that its customer did',
  'lot without its transaction': 'there is a grant that nobody gave',
  'hold without its transaction': 'credits are set aside by nothing that happened',
  'payment without its grant': 'a payment did not give exactly the credits that were paid for',
  'paid grant without a payment': 'credits count as paid, but there is no payment for them',
  'balance below zero': 'an amount is negative',
  'more taken back than there was': 'more was refunded or taken back than had been paid or given',
  'spent while something was owed': 'credits were spent although a debt had to be settled first',
  'hold closed without a transaction': 'credits set aside were closed without a movement',
  'access whose money was taken back': 'messages are free although the money for that went back',
  'access that nobody paid for': 'messages are free without a payment',
  'more than one open recharge attempt': 'a card may be charged twice by auto-recharge',
  'recharges of a month above their cap': 'auto-recharge charged more than the customer allowed',
  'recharge without its payment': 'auto-recharge counts as paid, but there is no payment for it',
  'recharge paid and not marked so': 'auto-recharge was paid and does not know it',
};

export function booksDifferView({ listed, count }: BooksDiffer): View {
  const lines = listed.map(
    ({ rule, subject }) => `• <code>${escape(subject)}</code>: ${escape(ruleMeanings[rule] ?? rule)}`,
  );
  const more = count - listed.length;
  if (more > 0) lines.push(`… and ${more} more`);
  return {
    text: [
      `🛑 <b>The credit books do not agree</b>: ${count === 1 ? '1 finding' : `${count} findings`} in the nightly check`,
      '',
      ...lines,
      '',
      'Nothing was changed. Please have it looked at before anybody corrects balances by hand; the table ledger_checks keeps the findings of each night.',
    ].join('\n'),
  };
}
