import type { PaymentRecord } from '../../billing/purchases/payments.repository.js';
import { price } from './format.js';
import { escape, type View } from './view.js';

export const warningCallbacks = {
  refund: (warning: number): string => `warned:refund:${warning}`,
  release: (warning: number): string => `warned:release:${warning}`,
};

/** `who`: the customer's line, as in every alert. */
export function warningView(payment: PaymentRecord, warning: number, who: string): View {
  return {
    text: [
      `🚨 <b>A bank warns of a payment</b>: ${price(payment, 'en')} for ${escape(payment.title)}`,
      who,
      'The cardholder may not have made it; most such payments are disputed later. What is left of it is held back, and auto-recharge is off. A refund now avoids the dispute and its fee.',
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
