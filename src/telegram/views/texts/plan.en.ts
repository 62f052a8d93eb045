import type { PlanTexts } from './plan-texts.js';

export const englishPlan: PlanTexts = {
  renews: (title, date) => `📅 ${title}: renews on <b>${date}</b>`,
  ends: (title, date) => `📅 ${title}: ends on <b>${date}</b> and will not renew`,
  trial: ({ title, date, price }) => `📅 ${title}: free trial until <b>${date}</b>, then ${price}`,
  trialEnds: (title, date) => `📅 ${title}: free trial until <b>${date}</b>, nothing is charged afterwards`,
  pastDue: (title) => `⚠️ ${title}: the last payment did not go through`,
  unpaid: (title) => `⚠️ ${title}: stopped, because the payment did not arrive`,
  paused: (title) => `⏸ ${title}: paused, nothing is charged`,
  freeUntil: (date) => `Messages stay free until <b>${date}</b>.`,
  none: () => 'No plan is running.',

  trialStarted: ({ title, date, price }) =>
    `🎁 Your free trial of ${title} has begun. Messages are free until <b>${date}</b>. After that it costs ${price}; cancel before in /billing and nothing is charged.`,
  ending: (title, date) =>
    `📅 ${title} is cancelled. It runs until <b>${date}</b> and will not renew. Changed your mind? /billing`,
  renewing: (title, date) => `✅ ${title} goes on: it renews on <b>${date}</b>.`,
  paymentFailed: (title, price) =>
    `⚠️ The payment of ${price} for ${title} did not go through. Please pay it, or give another card.`,
  ended: (title) => `📅 ${title} has ended. Your credits stay until they expire. /buy shows what there is.`,
  endedSecond: (title) =>
    `📅 You had ${title} twice. One of the two was cancelled and is not charged again; the other goes on.`,
  endedOther: (title) => `📅 ${title} has ended and is not charged again. Your other plan goes on.`,
  endedUnpaid: (title) =>
    `📅 ${title} has ended, because the payment did not arrive. Nothing more is charged. /buy shows what there is.`,
  endedRefunded: (title) =>
    `📅 ${title} has ended, because its payment went back to you. Nothing more is charged. /buy shows what there is.`,
  pausing: (title) => `⏸ ${title} is paused: nothing is charged until it goes on.`,
  resumed: (title, date) => `▶️ ${title} goes on: the next payment is on <b>${date}</b>.`,
  changed: (title, date) => `🔀 Your plan is now ${title}. It renews on <b>${date}</b>.`,
  endReminder: (title, date) =>
    `🔔 ${title} ends on <b>${date}</b>. After that your messages cost credits again.`,
  trialEnding: ({ title, date, price }) =>
    `🔔 Your free trial of ${title} ends on <b>${date}</b>. After that it costs ${price}; cancel before in /billing and nothing is charged.`,
  renewalReminder: ({ title, date, price }) =>
    `🔔 ${title} renews on <b>${date}</b> for <b>${price}</b>. You need not do anything. If you do not want that, cancel before then.`,
  manage: () => '⚙️ Look at my plan',
  thanks: () => 'Thank you! The payment has arrived and your plan goes on.',

  trialOffer: (days, price) => `${days === 1 ? '1 day' : `${days} days`} free, then ${price}`,
  tryIt: () => 'Try it free',
  yours: (title) => `✅ ${title}: yours`,
  instead: (title) => `🔀 ${title}: change to it`,
  onePlan: {
    same: () => 'You have this plan already.',
    change: () =>
      'One plan runs at a time. You can change to this one on your billing page; what is left of the present one is counted in.',
    later: () =>
      'One plan runs at a time. You can get this one as soon as the present one has ended; you can end it here.',
  },
  starsPage: () => '⭐ A plan paid with Stars is ended in Telegram: Settings → My Stars → Subscriptions.',
  payNow: (price) => `Pay ${price}`,
  changeCard: () => '💳 Another card',
  cardPage: () => 'Give another card on this private page. The link works for a short time.',
  offers: () => '🛒 See the offers',
};
