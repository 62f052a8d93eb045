import type { RechargeTexts } from './recharge-texts.js';

export const english: RechargeTexts = {
  lineOff: () => '🔁 Auto-recharge: off',
  linePaused: () => '🔁 Auto-recharge: paused, no card',
  lineOn: ({ title, price, threshold }) =>
    `🔁 Auto-recharge: on, ${title} for ${price} at ${threshold} or fewer`,
  title: () => '🔁 <b>Auto-recharge</b>',
  intro: () =>
    'When few credits are left, a pack is bought automatically with your saved card, so that your messages never have to wait. You choose the pack, when, and how much a month at most. You are told of every charge, and one tap turns it off.',
  needsCards: () =>
    '🔁 Auto-recharge needs a saved card, and here you pay with Telegram Stars. Telegram never charges Stars without asking you. /buy shows what there is.',
  pickFirst: () =>
    'Pick a pack to begin. You pay for it once on Stripe’s secure page, and your card is saved there for auto-recharge. Nothing more is charged until you turn it on.',
  otherCard: () =>
    'Pick a pack and pay for it with the card that you want to use from now on. It takes the place of the saved one.',
  card: (card) => `💳 Card: <b>${card}</b>`,
  noCard: () => '💳 No card is saved',
  isOff: () => 'It is <b>off</b>.',
  isPaused: () => 'It is <b>paused</b>, because there is no card to charge.',
  isOn: ({ title, price, threshold }) =>
    `It is <b>on</b>: ${title} for <b>${price}</b>, whenever ${threshold} or fewer are left.`,
  month: (charged, cap) => `📅 Charged this month: <b>${charged}</b> of at most ${cap}`,
  lastCharge: (price, when) => `🧾 Last charge: ${price}, ${when}`,
  pickPack: () => 'Which pack should be bought?',
  pickThreshold: (title, price) => `<b>${title}</b> for <b>${price}</b>. When should it be bought?`,
  thresholdButton: (credits) => `At ${credits} or fewer`,
  pickCap: () => 'How much may be charged in one calendar month at most?',
  capButton: (price, packs) => `${price} (${packs} packs)`,
  consent: ({ title, price, threshold, cap, card }) =>
    [
      '<b>Please read and agree</b>',
      `With “Turn on” you allow us to charge your card ${card} <b>${price}</b> for ${title} each time you have <b>${threshold}</b> or fewer, without asking again, up to <b>${cap}</b> in a calendar month.`,
      'If you have that few now, the first charge happens right away. You are told of every charge. /autorecharge turns it off at any time.',
    ].join('\n\n'),
  turnOnButton: () => '✅ Turn on',
  turnOffButton: () => '⏹ Turn off',
  changeButton: () => '✏️ Change',
  asBeforeButton: (title, threshold) => `As before: ${title} at ${threshold}`,
  otherCardButton: () => '💳 Another card',
  backButton: () => '« Back',
  turnedOn: () => 'Auto-recharge is on.',
  turnedOff: () => 'Auto-recharge is off.',
  wasOff: () => 'It was off already.',
  changed: () => 'This has changed meanwhile, so nothing was done. This is how it stands now.',
  savesCard: () => '💳 Your card is saved there for auto-recharge.',
  cardSaved: (card) => `💳 Your card <b>${card}</b> is saved for auto-recharge.`,
  goesOn: () => 'Auto-recharge goes on with it. /autorecharge shows everything.',
  receipt: () => '🔁 Charged by auto-recharge. /autorecharge changes it or turns it off.',
  failed: (title, price) =>
    `❌ Auto-recharge could not charge <b>${price}</b> for ${title}. Nothing was taken.`,
  why: {
    expired_card: 'Your card has expired.',
    insufficient_funds: 'There was not enough money on your card.',
    declined: 'Your bank declined the charge.',
    card_unusable: 'Your saved card can no longer be charged.',
  },
  retry: (when) =>
    `We try again on <b>${when}</b>. Or pay now with any card, which then takes the place of the saved one:`,
  offNow: () =>
    'Auto-recharge is off now. Pay here with any card: it is saved, and you can turn auto-recharge on again.',
  confirm: (title, price) =>
    `🔐 Your bank wants you to confirm the payment of <b>${price}</b> for ${title} yourself. Nothing was charged. Please pay on Stripe’s secure page:`,
  capped: (cap) =>
    `📅 Your monthly limit of <b>${cap}</b> for auto-recharge is reached, so nothing more is charged this month. /buy tops up by hand, /autorecharge changes the limit.`,
  stopped: {
    card_removed:
      '⏸ Auto-recharge is paused, because your saved card was removed. /autorecharge saves another one.',
    offer_changed:
      '⏹ Auto-recharge is off, because the pack or its price has changed. /autorecharge shows what there is now.',
    refund:
      '⏹ Auto-recharge is off, because one of its charges was refunded. /autorecharge turns it on again.',
    dispute: '⏹ Auto-recharge is off, because a payment is disputed. Questions: just write here.',
    fraud_warning: '⏹ Auto-recharge is off, because a payment is being checked. Questions: just write here.',
    not_confirmed:
      '⏹ Auto-recharge is off, because your bank asks for a confirmation every time. /buy tops up by hand.',
  },
};
