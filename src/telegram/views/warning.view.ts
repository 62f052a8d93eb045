import type { PaymentRecord } from '../../billing/purchases/payments.repository.js';
import { price } from './format.js';
import { escape, type View } from './view.js';

export const warningCallbacks = {
  refund: (warning: number): string => `warned:refund:${warning}`,
  release: (warning: number): string => `warned:release:${warning}`,
};

const heads = {
  warning: 'A bank warns of a payment',
  review: 'Stripe asks you to review a payment',
};
const explanations = {
  warning:
    'The cardholder may not have made it; most such payments are disputed later. What is left of it is held back, and auto-recharge is off. A refund now avoids the dispute and its fee.',
  review:
    'One of Stripe’s rules found it risky. What is left of it is held back, and auto-recharge is off, until somebody decides: here, or in Stripe’s Dashboard.',
};

/** `who`: the customer's line, as in every alert. */
export function warningView(
  payment: PaymentRecord,
  { warning, kind, who }: { warning: number; kind: 'warning' | 'review'; who: string },
): View {
  return {
    text: [
      `🚨 <b>${heads[kind]}</b>: ${price(payment, 'en')} for ${escape(payment.title)}`,
      who,
      explanations[kind],
      `Payment: <code>P-${payment.id}</code>`,
    ].join('\n'),
    keyboard: [
      [
        { text: 'Refund now', callback_data: warningCallbacks.refund(warning) },
        { text: 'It is fine – release', callback_data: warningCallbacks.release(warning) },
      ],
    ],
  };
}

export const warningTexts = {
  released: 'Released. The customer can use it again.',
  'already-released': 'Released already.',
  settled: 'A refund or a dispute has decided meanwhile.',
  unknown: 'This button is out of date.',
};

export function releasedView(payment: PaymentRecord, by: string): View {
  return {
    text: `✅ <b>Payment released</b> by ${escape(by)}: ${price(payment, 'en')} for ${escape(payment.title)} (<code>P-${payment.id}</code>)`,
  };
}
