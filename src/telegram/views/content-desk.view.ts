import type { Offering } from '../../billing/content/lock-content.use-case.js';
import type { ContentFailure } from '../../billing/content/content.errors.js';
import type { ItemFigures } from '../../billing/content/content-figures.query.js';
import type { ContentItem } from '../../billing/content/content-item.js';
import { percentOf } from '../../kernel/credits.js';
import { shownName } from './plain-text.js';
import { english } from './texts/en.js';
import { type Button, escape, type View } from './view.js';

export type LockRefusal =
  'no_reply' | 'not_yours' | 'by_bot' | 'service' | 'poll' | 'kind' | 'known_to_customer' | 'empty';

export const lockUsage =
  'Answer the message that you want to sell with /lock, its price in credits (1 to 100000) and a title if you like: /lock 5 Sunset set';

const refusals: Record<LockRefusal, string> = {
  no_reply: lockUsage,
  not_yours: 'Only what moderators post can be locked, not what the customer sent or what I wrote.',
  by_bot: 'Only what moderators post can be locked, not what I wrote.',
  service: 'That is a notice of Telegram’s, not content, so it cannot be locked.',
  poll: 'A poll cannot be locked: customers would get a poll of their own and no answers of others.',
  kind: 'Telegram does not let me deliver this kind of message safely. Text, photos, videos, audio, files, stickers, places and contacts work.',
  known_to_customer:
    'This customer already has it, so nothing was locked. Post it with // first: then it stays here until it is unlocked. To sell this one to others, forward it to General and lock it there.',
  empty: 'There is nothing behind the // of that message.',
};

export function lockRefusedView(refusal: LockRefusal): View {
  return { text: refusals[refusal] };
}

const credits = (count: number): string => (count === 1 ? '1 credit' : `${count} credits`);

export function itemName({ title, kind }: Pick<ContentItem, 'title' | 'kind'>): string {
  return escape(title ?? english.content.kinds[kind]);
}

export function itemLink(bot: string, id: number): string {
  return `${bot}?start=item_${id}`;
}

const offerings: Record<Offering, string> = {
  offered: 'Offered to this customer.',
  nobody: 'Offered to nobody yet: post the link.',
  banned: 'Not offered, because this customer is banned.',
  unreachable: 'Not offered, because this customer has blocked the bot.',
};

/** `bot`: the bot's own address, `https://t.me/…`. */
export function lockedView(item: ContentItem, offering: Offering, bot: string): View {
  const lines = [
    `🔒 <b>Locked</b> as #${item.id}: ${itemName(item)} · ${kindLabel(item)} · ${credits(item.cost)}`,
    offerings[offering],
    `Link for the channel: ${itemLink(bot, item.id)}`,
  ];
  if (item.hidesCaptions) lines.push('The caption behind // stays here.');
  lines.push('Leave the message where it is: customers get copies of it.');
  return { text: lines.join('\n') };
}

function kindLabel({ kind, messageIds }: ContentItem): string {
  const { kinds, parts } = english.content;
  return kind === 'album' ? `${kinds.album}, ${parts(messageIds.length)}` : kinds[kind];
}

/** Callback data of `/content`: pages by their number, items by their id. */
export const contentCallbacks = {
  page: (page: number): string => `items:${page}`,
  item: (id: number, page: number): string => `item:${id}:${page}`,
  hide: (id: number, page: number): string => `itemhide:${id}:${page}`,
  show: (id: number, page: number): string => `itemshow:${id}:${page}`,
};

export const itemsPerPage = 6;

function stateMark({ hiddenAt, goneAt }: ContentItem): string {
  if (goneAt !== null) return ' · 🗑 message deleted';
  return hiddenAt === null ? '' : ' · 🙈 hidden';
}

function sales({ viewers, unlocks, credits: earned }: ItemFigures): string {
  const share = viewers > 0 ? ` (${percentOf(unlocks, viewers)}%)` : '';
  return `👁 ${viewers} · 🔓 ${unlocks}${share} · 💳 ${earned}`;
}

export const contentLegend = '👁 customers who saw it · 🔓 unlocked, share of those · 💳 credits earned';

/** `chart`: of all items, written out. */
export function contentListView(
  items: readonly ItemFigures[],
  total: number,
  page: number,
  chart: string,
): View {
  if (total === 0) {
    return {
      text: `<b>Locked content</b>\nNothing is locked yet. ${lockUsage}`,
    };
  }
  const last = Math.ceil(total / itemsPerPage);
  const lines = items.map(
    (item) =>
      `#${item.id} <b>${itemName(item)}</b> · ${kindLabel(item)} · ${credits(item.cost)}${stateMark(item)}\n${sales(item)}`,
  );
  const buttons = items.map((item) => ({
    text: `#${item.id}`,
    callback_data: contentCallbacks.item(item.id, page),
  }));
  const turn: Button[] = [];
  if (page > 1) turn.push({ text: '« Newer', callback_data: contentCallbacks.page(page - 1) });
  if (page < last) turn.push({ text: 'Older »', callback_data: contentCallbacks.page(page + 1) });
  const place = last > 1 ? ` · page ${page} of ${last}` : '';
  return {
    text: [`<b>Locked content</b>${place}`, contentLegend, '', lines.join('\n\n'), '', chart].join('\n'),
    keyboard: [buttons.slice(0, 3), buttons.slice(3), turn].filter((row) => row.length > 0),
  };
}

/** One item with everything that can be done about it. `since`: its first day, as the owner counts days. */
export function contentItemView(
  item: ItemFigures,
  page: number,
  { since, bot, chart }: { since: string; bot: string; chart: string },
): View {
  const { id, hiddenAt } = item;
  const isHidden = hiddenAt !== null;
  const toggle = isHidden
    ? { text: '👁 Show', callback_data: contentCallbacks.show(id, page) }
    : { text: '🙈 Hide', callback_data: contentCallbacks.hide(id, page) };
  return {
    text: [
      `🔒 <b>#${id} ${itemName(item)}</b>${stateMark(item)}`,
      `${kindLabel(item)} · ${credits(item.cost)} · since ${since}`,
      sales(item),
      contentLegend,
      chart,
      '',
      `Link: ${itemLink(bot, id)}`,
      `New price: <code>/content ${id} price 7</code>`,
      `New title: <code>/content ${id} title Sunset set</code>`,
    ].join('\n'),
    keyboard: [[toggle, { text: '« List', callback_data: contentCallbacks.page(page) }]],
  };
}

export const contentTexts = {
  usage:
    'Write /content for the list, /content 12 for one item, /content 12 price 7 or /content 12 title Sunset set to change it.',
  unknown: 'There is no such item. /content shows those there are.',
  unchanged: 'It is like that already.',
  hidden: '🙈 Hidden. Whoever unlocked it keeps it.',
  shown: '👁 On offer again.',
};

const failures: Partial<Record<ContentFailure, string>> = {
  source_gone: 'its message was deleted here',
  not_copyable: 'Telegram does not let me copy it',
};

/** In General, when an item cannot be delivered. `paidBack`: the credits that went back to the customer. */
export function contentFailedView(
  item: ContentItem,
  { reason, text, paidBack }: { reason: ContentFailure; text: string; paidBack: number },
  customer: { name: string; telegramId: number } | undefined,
): View {
  const known = failures[reason];
  const lines = [
    `⚠️ <b>Locked content could not be delivered</b>: #${item.id} ${itemName(item)}`,
    known === undefined ? `Telegram says: ${escape(text)}` : `Why: ${known}. It is hidden now.`,
  ];
  if (customer !== undefined)
    lines.push(`Customer: ${escape(shownName(customer.name))} (<code>${customer.telegramId}</code>)`);
  if (paidBack > 0) lines.push(`${credits(paidBack)} went back to the customer.`);
  return { text: lines.join('\n') };
}
