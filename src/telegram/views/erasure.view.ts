import type { PaymentRecord } from '../../billing/purchases/payments.repository.js';
import type { ChatId, UserId } from '../../kernel/ids.js';
import { price } from './format.js';
import { topicLink } from './topic-link.js';
import { escape, type View } from './view.js';

/** What General reads about people who had their data erased: never a name. */
export function erasedAlertView(userId: UserId): View {
  return {
    text: [
      '🗑 <b>A customer had their data erased</b>',
      `The books know them as number ${userId} now. Their notes are gone and their topic is being deleted; credits that were left have ended.`,
      'What was written is left in their own chat only. Please delete what you keep of it elsewhere.',
    ].join('\n'),
  };
}

export function topicKeptView(kept: { chatId: ChatId; topicId: number; why: 'content' | 'refused' }): View {
  const link = `<a href="${topicLink(kept.chatId, kept.topicId)}">This topic</a>`;
  const head = `🗑 ${link} belongs to somebody who had their data erased`;
  if (kept.why === 'content')
    return {
      text: [
        `${head}, but it holds content that is on sale.`,
        'Please lock that content anew somewhere else, hide the old item under /content, then delete the topic.',
      ].join('\n'),
    };
  return {
    text: [
      `${head}, and the bot may not delete it.`,
      'Please give the bot the right “Delete messages”: then it deletes the topic by itself. Or delete the topic by hand.',
    ].join('\n'),
  };
}

export function paidAfterErasureView(payment: PaymentRecord): View {
  const { id, userId, paymentIntentId, provider } = payment;
  const where = paymentIntentId === null ? provider : `${provider}, <code>${escape(paymentIntentId)}</code>`;
  return {
    text: [
      `💸 <b>Paid after erasure</b>: ${price(payment, 'en')} for ${escape(payment.title)}`,
      `It arrived for somebody who had their data erased (number ${userId}); nobody can use it. Please refund it ${provider === 'stripe' ? 'in Stripe’s Dashboard' : 'with the reference below'}.`,
      `Reference: <code>P-${id}</code> (${where})`,
    ].join('\n'),
  };
}
