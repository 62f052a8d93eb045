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
  note: (threadId: number): string => `note:${threadId}`,
  assign: (threadId: number): string => `assign:${threadId}`,
  assignMe: (threadId: number): string => `assign:me:${threadId}`,
  assignNobody: (threadId: number): string => `assign:off:${threadId}`,
  close: (threadId: number): string => `close:${threadId}`,
  reopen: (threadId: number): string => `reopen:${threadId}`,
  allowPurchases: (threadId: number): string => `allowbuy:${threadId}`,
  back: (threadId: number): string => `card:${threadId}`,
};

/** What a button can give; any other number needs `/gift`. */
export const giftAmounts: readonly number[] = [5, 10, 25, 50, 100];

function day(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone }).format(at);
}

const creditsOf = (count: number): string => (count === 1 ? '1 credit' : `${count} credits`);

/** Bot API: a text has at most 4096 characters, and whoever bans may write as many. */
const longestReason = 200;
const longestAuthor = 40;
const longestNote = 160;

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

/** What can be spent, what it is made of when that is more than one thing, and what is not there. */
function creditsLine({ credits, lots, held, owed }: CardContent): string {
  const parts = [
    { count: lots.paid, what: 'paid' },
    { count: lots.plan, what: 'plan' },
    { count: lots.given, what: 'given' },
  ].filter(({ count }) => count > 0);
  const made = parts.length > 0 ? ` (${parts.map(({ count, what }) => `${count} ${what}`).join(', ')})` : '';
  const rest = [...(held > 0 ? [`${held} held`] : []), ...(owed > 0 ? [`owes ${owed}`] : [])];
  return [`💳 <b>${creditsOf(credits)}</b>${made}`, ...rest].join(' · ');
}

function lastPaymentText({ lastPayment }: CardContent, timeZone: string): string {
  if (lastPayment === undefined) return '';
  const { paid, refunded, at } = lastPayment;
  const back = refunded.amount > 0 ? `, ${price(refunded, 'en')} given back` : '';
  return ` · last ${price(paid, 'en')} on ${day(at, timeZone)}${back}`;
}

function notesLines({ notes, latestNotes }: CardContent, timeZone: string): string[] {
  if (notes === 0) return [];
  const more = notes > latestNotes.length ? ` (${notes}; /info shows more)` : '';
  const lines = latestNotes.map(({ author, body, at }) => {
    const [by, note] = [oneLine(author, longestAuthor), oneLine(body, longestNote)];
    return `• ${day(at, timeZone)}, ${escape(by)}: ${escape(note)}`;
  });
  return [`📝 Notes${more}`, ...lines];
}

function contentLine({ unlocks, credits }: CardContent['content']): string {
  return `🔓 Unlocked: ${unlocks === 1 ? '1 item' : `${unlocks} items`} for ${creditsOf(credits)}`;
}

function disputesLine({ disputes, isBlocked }: CardContent): string {
  const count = disputes === 1 ? '1 dispute' : `${disputes} disputes`;
  return `${isBlocked ? '🚫 Can no longer buy' : '⚠️ Disputes'}: ${count} open or lost`;
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
  const spend = card.spend.map((money) => price(money, 'en')).join(' + ') || 'nothing yet';
  const lines = [
    `👤 <b>${escape(name)}</b>${username}`,
    `🆔 <code>${card.telegramId}</code> · 🌐 ${escape(card.languageCode ?? '–')} · since ${day(card.since, timeZone)}`,
    creditsLine(card),
    `🎟 ${card.access === undefined ? 'No pass' : `${escape(card.access.title)} until ${dateTime(card.access.endsAt, 'en', timeZone)}`}`,
    ...card.plans.map((plan) => `📅 ${escape(plan.title)}: ${planState(plan, timeZone)}`),
    `💰 Lifetime spend: ${spend}${lastPaymentText(card, timeZone)}`,
  ];
  if (card.frozen > 0) {
    lines.splice(3, 0, `🧊 ${creditsOf(card.frozen)} on hold while a payment is checked`);
  }
  if (card.disputes > 0) lines.push(disputesLine(card));
  if (card.content.unlocks > 0) lines.push(contentLine(card.content));
  if (card.source !== null) lines.push(`📍 Came from: ${escape(card.source)}`);
  lines.push(...notesLines(card, timeZone));
  lines.push(
    `🙋 ${card.assignee === null ? 'Not assigned' : `Assigned to ${escape(oneLine(card.assignee, longestAuthor))}`}`,
  );
  if (card.isSilent) lines.push('🔕 Answers arrive without a sound (/silent)');
  lines.push(stateOf(card, timeZone));
  return { text: lines.join('\n'), keyboard: cardKeyboard(card) };
}

export function cardKeyboard({
  threadId,
  banned,
  isBlocked,
  state,
}: Pick<CardContent, 'threadId' | 'banned' | 'isBlocked' | 'state'>): Button[][] {
  const ban = banned
    ? { text: 'Unban', callback_data: cardCallbacks.unban(threadId) }
    : { text: 'Ban', callback_data: cardCallbacks.ban(threadId) };
  const usual = [
    ban,
    { text: 'Gift Credits', callback_data: cardCallbacks.gift(threadId) },
    { text: 'Refund', callback_data: refundCallbacks.open(threadId) },
  ];
  const work = [
    { text: 'Note', callback_data: cardCallbacks.note(threadId) },
    { text: 'Assign', callback_data: cardCallbacks.assign(threadId) },
    state === 'closed'
      ? { text: 'Reopen', callback_data: cardCallbacks.reopen(threadId) }
      : { text: 'Close', callback_data: cardCallbacks.close(threadId) },
  ];
  const allow = { text: 'Allow purchases', callback_data: cardCallbacks.allowPurchases(threadId) };
  return isBlocked ? [usual, work, [allow]] : [usual, work];
}

export function assignKeyboard(threadId: number): Button[][] {
  return [
    [
      { text: 'Me', callback_data: cardCallbacks.assignMe(threadId) },
      { text: 'Nobody', callback_data: cardCallbacks.assignNobody(threadId) },
    ],
    [{ text: '« Back', callback_data: cardCallbacks.back(threadId) }],
  ];
}

/** `mark` makes every opening of this keyboard good for one gift. */
export function giftKeyboard(threadId: number, mark: string): Button[][] {
  const amounts = giftAmounts.map((amount) => ({
    text: `+${amount}`,
    callback_data: cardCallbacks.giftAmount(threadId, amount, mark),
  }));
  return [amounts, [{ text: '« Back', callback_data: cardCallbacks.back(threadId) }]];
}
