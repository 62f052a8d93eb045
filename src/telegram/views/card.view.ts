import type { PlanOverview } from '../../billing/subscriptions/plans.query.js';
import type { CardContent } from '../../conversations/cards/card-content.js';
import { dateTime, price } from './format.js';
import { oneLine, shownName } from './plain-text.js';
import { refundCallbacks } from './refund.view.js';
import { type Button, escape, type View } from './view.js';

/** Callback data of the card's buttons: action, thread, and for a gift the amount and a one-time mark. */
export const cardCallbacks = {
  ban: (threadId: number): string => `ban:${threadId}`,
  unban: (threadId: number): string => `unban:${threadId}`,
  gift: (threadId: number): string => `gift:${threadId}`,
  giftAmount: (threadId: number, amount: number, mark: string): string =>
    `give:${threadId}:${amount}:${mark}`,
  allowPurchases: (threadId: number): string => `allowbuy:${threadId}`,
  back: (threadId: number): string => `card:${threadId}`,
};

/** What a button can give; any other number needs `/gift`. */
export const giftAmounts: readonly number[] = [5, 10, 25, 50, 100];

function day(at: Date): string {
  return new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' }).format(at);
}

function minute(at: Date): string {
  return new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(
    at,
  );
}

const creditsOf = (count: number): string => (count === 1 ? '1 credit' : `${count} credits`);

/** Bot API: a text has at most 4096 characters, and whoever bans may write as many. */
const longestReason = 200;

function stateOf(card: CardContent, timeZone: string): string {
  if (card.banned) {
    const reason = oneLine(card.banReason ?? '', longestReason);
    return reason === '' ? '⛔️ Banned' : `⛔️ Banned: ${escape(reason)}`;
  }
  if (card.reach === 'blocked_bot') return '🚫 Blocked the bot: answers do not arrive';
  if (card.reach === 'deactivated') return '👻 Account deleted: answers do not arrive';
  const states = {
    open: '🟢 Waiting for us',
    waiting: '💬 Answered, waiting for the customer',
    closed: '✅ Closed',
    snoozed: `💤 Snoozed until ${card.snoozedUntil === null ? '–' : dateTime(card.snoozedUntil, 'en', timeZone)}`,
  };
  return states[card.state];
}

function contentLine({ unlocks, credits }: CardContent['content']): string {
  return `🔓 Unlocked: ${unlocks === 1 ? '1 item' : `${unlocks} items`} for ${creditsOf(credits)}`;
}

function disputesLine({ disputes, isBlocked }: CardContent): string {
  const count = disputes === 1 ? '1 dispute' : `${disputes} disputes`;
  return `${isBlocked ? '🚫 Can buy nothing more' : '⚠️ Disputes'}: ${count} open or lost`;
}

/** A plan as moderators need it: does it run, and does it go on? */
function planState(plan: PlanOverview, timeZone: string): string {
  const written = (at: Date | null): string => (at === null ? '–' : dateTime(at, 'en', timeZone));
  const free = plan.freeUntil === null ? '' : `, free until ${written(plan.freeUntil)}`;
  if (plan.status === 'unpaid') return 'not paid, stopped';
  if (plan.status === 'past_due') return `payment failed${free}`;
  if (plan.isPaused) return `paused${free}`;
  const kind = plan.status === 'trialing' ? 'trial, ' : '';
  if (plan.endsAt !== null) return `${kind}ends on ${written(plan.endsAt)}, will not renew`;
  return `${kind}renews on ${written(plan.currentPeriodEnd)}`;
}

export function cardView(card: CardContent, timeZone: string): View {
  const name =
    [card.firstName, card.lastName ?? '']
      .map(shownName)
      .filter((part) => part !== '')
      .join(' ') || 'Customer';
  const username = card.username === null ? '' : ` · @${escape(card.username)}`;
  const credits = creditsOf(card.credits);
  const spend = card.spend.map((money) => price(money, 'en')).join(' + ') || 'nothing yet';
  const lines = [
    `👤 <b>${escape(name)}</b>${username}`,
    `🆔 <code>${card.telegramId}</code> · 🌐 ${escape(card.languageCode ?? '–')} · since ${day(card.since)}`,
    `💳 <b>${credits}</b>${card.owed > 0 ? ` · owes ${card.owed}` : ''}`,
    `🎟 ${card.access === undefined ? 'No pass' : `${escape(card.access.title)} until ${minute(card.access.endsAt)} UTC`}`,
    ...card.plans.map((plan) => `📅 ${escape(plan.title)}: ${planState(plan, timeZone)}`),
    `💰 Lifetime spend: ${spend}`,
  ];
  if (card.frozen > 0) {
    lines.splice(3, 0, `🧊 ${creditsOf(card.frozen)} on hold while a payment is checked`);
  }
  if (card.disputes > 0) lines.push(disputesLine(card));
  if (card.content.unlocks > 0) lines.push(contentLine(card.content));
  if (card.source !== null) lines.push(`📍 Came from: ${escape(card.source)}`);
  if (card.notes > 0) lines.push(`📝 Notes: ${card.notes} (/info shows them)`);
  lines.push(stateOf(card, timeZone));
  return { text: lines.join('\n'), keyboard: cardKeyboard(card) };
}

export function cardKeyboard({
  threadId,
  banned,
  isBlocked,
}: Pick<CardContent, 'threadId' | 'banned' | 'isBlocked'>): Button[][] {
  const ban = banned
    ? { text: 'Unban', callback_data: cardCallbacks.unban(threadId) }
    : { text: 'Ban', callback_data: cardCallbacks.ban(threadId) };
  const usual = [
    ban,
    { text: 'Gift Credits', callback_data: cardCallbacks.gift(threadId) },
    { text: 'Refund', callback_data: refundCallbacks.open(threadId) },
  ];
  const allow = { text: 'Allow purchases', callback_data: cardCallbacks.allowPurchases(threadId) };
  return isBlocked ? [usual, [allow]] : [usual];
}

/** `mark` makes every opening of this keyboard good for one gift. */
export function giftKeyboard(threadId: number, mark: string): Button[][] {
  const amounts = giftAmounts.map((amount) => ({
    text: `+${amount}`,
    callback_data: cardCallbacks.giftAmount(threadId, amount, mark),
  }));
  return [amounts, [{ text: '« Back', callback_data: cardCallbacks.back(threadId) }]];
}
