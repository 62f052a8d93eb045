import type { BillingAlert } from '../../billing/billing.jobs.js';
import type { PlanBoughtTwice } from '../../billing/subscriptions/plan-bought-twice.query.js';
import { escape, type View } from './view.js';

const callback = (action: 'refund' | 'cancel', purchaseId: string): string => `twice:${action}:${purchaseId}`;

/** On pressed buttons. */
export const planTwiceTexts = {
  over: 'That plan has ended and nothing of it is left to refund.',
  cancelling: 'It is being cancelled; the customer is told.',
  asked: 'It was cancelled before.',
};

type PlanTwice = Extract<BillingAlert, { kind: 'plan_twice' }>;

export function planTwiceView(alert: PlanTwice, who: string): View {
  const { title, otherTitle = title, other, reference, purchaseId } = alert;
  const what =
    otherTitle === title ? `${escape(title)} twice` : `both ${escape(otherTitle)} and ${escape(title)}`;
  return {
    text: [
      `👯 <b>A customer has ${what}</b>: two pages were paid. Both run and both will be charged again.`,
      who,
      `First: <code>${escape(other)}</code>`,
      `Second: <code>${escape(reference)}</code>`,
      'The button ends the second, so that it does not renew, and gives its money back, after a question.',
    ].join('\n'),
    keyboard: [[{ text: 'Cancel the second and refund', callback_data: callback('refund', purchaseId) }]],
  };
}

/** Nothing was paid, or all of it went back already. */
export function cancelSecondView({ title, subscriptionId, purchaseId }: PlanBoughtTwice): View {
  return {
    text: [
      `❗️ <b>Cancel the second ${escape(title)}?</b> There is nothing to refund for it.`,
      `The subscription <code>${escape(subscriptionId)}</code> ends at once and is never charged again. This cannot be undone.`,
    ].join('\n'),
    keyboard: [[{ text: 'Yes, cancel it', callback_data: callback('cancel', purchaseId) }]],
  };
}

export function secondCancelledView({ title, subscriptionId }: PlanBoughtTwice): View {
  return { text: `✅ The second ${escape(title)} (<code>${escape(subscriptionId)}</code>) is cancelled.` };
}
