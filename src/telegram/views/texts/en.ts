import { englishContent } from './content-en.js';
import type { Texts } from './customer-texts.js';
import { english as contact } from './contact/en.js';
import { english as person } from './person/en.js';
import { english as recharge } from './recharge/en.js';
import { englishPlan } from './plan.en.js';

const credits = (count: number): string => (count === 1 ? '1 credit' : `${count} credits`);

export const english: Texts = {
  contact,
  recharge,
  credits,
  greeting: (name) =>
    `👋 Hello, <b>${name}</b>!\n\nWrite to us right here: a person reads and answers every message.`,
  welcomeCredits: (count) => `🎁 You have <b>${count}</b> to start with.`,
  productsTitle: () => '<b>What would you like?</b>',
  productsHint: () => 'Credits are spent per message. While a pass or a plan runs, messages are free.',
  howToPay: {
    stripe: 'You pay on Stripe’s secure page.',
    stars: 'You pay with Telegram Stars.',
    both: 'You pay by card on Stripe’s secure page, or with Telegram Stars (⭐).',
  },
  or: () => 'or',
  perInterval: { month: 'month', year: 'year' },
  passTitle: (count, unit) =>
    count === 1 ? (unit === 'day' ? 'Day pass' : 'Hour pass') : `${count}-${unit} pass`,
  planTitle: { month: 'Monthly plan', year: 'Yearly plan' },
  pay: (price) => `Pay ${price}`,
  checkout: (title, price) => `<b>${title}</b> for <b>${price}</b>`,
  unknownPack: (asked, valid) => `There is no pack of ${asked} credits.\n\nTap one of these: ${valid}`,
  paymentObjection: {
    unknown: 'This invoice is not valid any more. Send /buy for a new one.',
    not_yours: 'This invoice was made for somebody else. Send /buy for your own.',
    paid: 'You have paid for this already. Send /buy to buy again.',
    out_of_date: 'This offer is out of date. Send /buy for the present one.',
    banned: 'You cannot buy anything here at the moment. Nothing was paid.',
    plan_held: 'You have this plan already. Nothing was paid; /billing shows it.',
    one_plan: 'You have a plan already, and one runs at a time. Nothing was paid; /billing shows it.',
    disputes:
      'You cannot buy anything here at the moment, because payments of yours are disputed. Nothing was paid.',
  },
  noProducts: () => 'There is nothing on sale at the moment. Please look again later.',
  balance: (count) => `💳 <b>${count}</b>`,
  held: (count) => `⏳ ${count} set aside for messages on their way`,
  frozen: (count) => `🧊 ${count} on hold while a payment is checked`,
  owed: (count) => `❗️ ${count} owed after a payment was taken back; the next top-up settles it`,
  expires: (count, at) => `⌛️ ${credits(count)} ${count === 1 ? 'expires' : 'expire'} on ${at}`,
  passUntil: (title, end) => `🎟 ${title}: messages are free until <b>${end}</b>`,
  noPass: () => '🎟 No pass is running',
  billing: () =>
    'Your invoices, cards and subscriptions are on this private page. The link works for a short time.',
  billingButton: () => 'Open billing page',
  noBillingAccount: () =>
    'You have not bought anything yet, so there is no billing page. These are our offers:',
  help: (costs) =>
    [
      '<b>How it works</b>',
      'Write, or send a photo, a voice message, a file: it reaches our team, and their answers arrive here.',
      '',
      '<b>What a message costs</b>',
      `Text ${costs.text} · photo ${costs.photo} · document ${costs.document} · video ${costs.video} · voice ${costs.voice}`,
      'Nothing while a pass or a plan runs. You pay only for what was delivered.',
      '',
      '<b>Commands</b>',
      '/buy – credits, passes and plans',
      '/buy10 – straight to the pack of 10 credits',
      '/balance – credits and pass',
      '/history – what came and went',
      '/autorecharge – credits bought automatically',
      '/billing – invoices, cards, subscriptions',
      '/language – English, español, русский',
      '/privacy, /terms, /paysupport',
      '/help – this page',
    ].join('\n'),
  unknownCommand: () =>
    'I do not know this command, so nothing was sent. /help shows what there is, or simply write your message.',
  banned: () => 'Your messages are not passed on at the moment, so nothing was sent or charged.',
  short: ({ count, cost, have, missing }) =>
    [
      count === 1
        ? `Your message costs <b>${cost}</b>. You have <b>${have}</b>. Missing: <b>${missing}</b>.`
        : `${count} messages (😴) were not delivered. Together they cost <b>${cost}</b>. You have <b>${have}</b>. Missing: <b>${missing}</b>.`,
      '',
      count === 1
        ? 'It is kept for 24 hours and goes out by itself as soon as you top up:'
        : 'They are kept for 24 hours, cost nothing meanwhile and go out by themselves as soon as you top up:',
    ].join('\n'),
  dropped: (count) =>
    count === 1
      ? 'A message that waited for credits was not sent, because 24 hours have passed. Nothing was charged.'
      : `${count} messages that waited for credits were not sent, because 24 hours have passed. Nothing was charged.`,
  low: (count) => `🔔 You have <b>${count}</b> left.`,
  critical: (count) =>
    `⚠️ Only <b>${count}</b> left. Top up now, so that your next message does not have to wait.`,
  receipt: ({ title, price, reference }) =>
    `✅ <b>Paid</b>: ${title}, ${price}\nReference: <code>${reference}</code>`,
  receiptFree: ({ title, reference }) =>
    `✅ <b>Free with a code</b>: ${title}\nReference: <code>${reference}</code>`,
  receiptCredits: (given, balance) => `You received ${given}. Your balance: <b>${balance}</b>`,
  receiptPass: (end) => `Messages are free until <b>${end}</b>`,
  pending: (title) => `⏳ Your payment for ${title} is on its way. We write as soon as it has arrived.`,
  failed: (title) =>
    `❌ The payment for ${title} did not go through. Nothing was charged. /buy starts a new one.`,
  cardFailed: () =>
    '❌ Your bank declined the payment. Nothing was charged. You can try again on the same page, or with another card.',
  gifted: (given, balance) => `🎁 You received ${given} as a gift. Your balance: <b>${balance}</b>`,
  writtenOff: (count) => `✅ We have cancelled what you owed (${count}). New credits are all yours.`,
  undeliverable: () =>
    '⚠️ This message could not be passed on. Nothing was charged. Please send it in another form, for example as text.',
  pagePaid: ({ title, price }) => `✅ <b>${title}</b> for ${price}: paid. Thank you!`,
  pagePending: ({ title, price }) => `⏳ <b>${title}</b> for ${price}: the payment is on its way.`,
  pageFailed: ({ title, price }) =>
    `❌ <b>${title}</b> for ${price}: the payment did not go through. Nothing was charged.`,
  pageExpired: ({ title, price }) =>
    `⌛ <b>${title}</b> for ${price}: this page has expired. Nothing was charged.`,
  pageClosed: {
    plan: ({ title, price }) =>
      `🚫 <b>${title}</b> for ${price}: this page was closed, because a plan of yours has begun and one runs at a time. Nothing was charged. /billing shows it.`,
    block: ({ title, price }) =>
      `🚫 <b>${title}</b> for ${price}: this page was closed, because you cannot buy anything here at the moment. Nothing was charged.`,
  },
  newPage: () => '🔄 New page',
  pressPaid: (at) => `You have paid for this already (${at}). /buy shows everything.`,
  pressPending: () => 'Your payment is on its way. We write as soon as it has arrived.',
  pressEnded: () => 'That page has expired. Here is what you can do now.',
  pressClosed: {
    plan: () => 'That page was closed, because a plan of yours has begun and one runs at a time.',
    block: () => 'That page was closed, because you could not buy anything at that moment.',
  },
  timedOut: () =>
    '⚠️ A message of yours could not be passed on for two days. Nothing was charged. Please send it again.',
  closedAfterSilence: () =>
    '✅ We have not heard from you for a while, so we closed this conversation. Is there anything else? Just write, and it goes on.',
  providerDown: () =>
    'The payment page cannot be opened at the moment. Nothing was charged. Please try again in a minute.',
  tryAgain: () => '🔄 Try again',
  purchasesBlocked: () =>
    'This is not possible at the moment, because payments of yours were taken back by your bank. Nothing was charged. Write to us here and we will sort it out.',
  tooManyPages: (at) =>
    `You have opened many payment pages in a short time. Those that are open still work; new ones open again from <b>${at}</b>.`,
  stale: () => 'This button is out of date. /buy shows what you can buy now.',
  fault: () => 'Something went wrong on our side. Nothing was charged. Please try again in a minute.',
  tookBack: ({ title, reference }) =>
    `↩️ Your payment for ${title} was returned.\nReference: <code>${reference}</code>`,
  gaveBack: (title) => `✅ Your payment for ${title} is valid again.`,
  paymentHeld: (title) =>
    `🔎 Your payment for ${title} is being checked. Until that is done, what is left of it cannot be used. You need not do anything.`,
  paymentReleased: (title) =>
    `✅ Your payment for ${title} has been checked, everything is fine. You can use it again.`,
  creditsTakenBack: (taken, balance) => `${taken} taken back with it. Your balance: <b>${balance}</b>`,
  historyTitle: () => '🧾 <b>Your last movements</b>, newest first, with the balance after each',
  historyEmpty: () => 'Nothing has moved yet. /buy shows what you can get.',
  movement: {
    welcome: 'welcome credits',
    purchase: 'purchase',
    recharge: 'auto-recharge',
    gift: 'gift',
    message: 'message',
    returned: 'given back, message not delivered',
    content: 'content',
    contentReturned: 'given back, content not delivered',
    adjustment: 'refund or dispute',
    expired: 'expired',
    frozen: 'on hold while a payment is checked',
    thawed: 'no longer on hold',
    writtenOff: 'debt cancelled',
    other: 'other',
  },
  plan: englishPlan,
  terms: () =>
    [
      '<b>Terms</b>',
      'Credits pay for messages to our team; a pass or a plan makes them free for its time. Credits bought in packs do not expire; credits of a plan end three days after the period that was paid.',
      'Credits also unlock content. What is unlocked stays yours and can be opened again for free, so it cannot be given back.',
      'You pay only for what was delivered. A refund takes back what the payment had given.',
      'Questions: just write here, or see /paysupport.',
    ].join('\n'),
  paySupport: () =>
    [
      '<b>Help with payments</b>',
      'Write to us right here and name the reference of the receipt (P-…) or of the movement (/history, L-…): a person looks at it.',
      'Invoices, cards and subscriptions: /billing.',
      'Telegram’s own support cannot help with purchases made here.',
    ].join('\n'),
  content: englishContent,
  person,
};
