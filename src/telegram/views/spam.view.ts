import type { EndedFlood, HeldContact, SpamCard } from '../../conversations/spam/spam-card.js';
import { dateTime } from './format.js';
import { kindNames } from './kind-names.js';
import { oneLine, shownName } from './plain-text.js';
import { topicLink } from './topic-link.js';
import { type Button, escape, type View } from './view.js';

/** Callback data: what to do, and our number of the customer. */
export const spamCallbacks = {
  approve: (userId: number): string => `spam:approve:${userId}`,
  ban: (userId: number): string => `spam:ban:${userId}`,
  unban: (userId: number): string => `spam:unban:${userId}`,
};

/** What the log and the card say of a ban from here. */
export const spamReason = 'spam';

export const spamTexts = {
  approved: '✅ Approved. What they wrote is on its way into a topic of their own.',
  over: 'That was decided already.',
  banned: '⛔️ Banned as spam.',
  alreadyBanned: 'They are banned already.',
  unbanned: '🟢 No longer banned.',
  notBanned: 'They are not banned.',
  stale: 'This button is out of date.',
};

const longestName = 40;
const longestReason = 100;

const messages = (count: number): string => (count === 1 ? '1 message' : `${count} messages`);

function whoOf(card: SpamCard): string {
  const names = [card.firstName, card.lastName ?? ''].map(shownName).filter((name) => name !== '');
  const name = escape(names.join(' ') || 'Customer');
  const shown =
    card.topicId === null
      ? `<b>${name}</b>`
      : `<a href="${topicLink(card.chatId, card.topicId)}">${name}</a>`;
  return `${shown}${card.username === null ? '' : ` · @${escape(card.username)}`} · <code>${card.telegramId}</code>`;
}

function banLine({ banReason }: SpamCard): string {
  const reason = oneLine(banReason ?? '', longestReason);
  return reason === '' ? '⛔️ Banned' : `⛔️ Banned: ${escape(reason)}`;
}

function banButton({ userId, isBanned }: SpamCard): Button {
  return isBanned
    ? { text: 'Unban', callback_data: spamCallbacks.unban(userId) }
    : { text: 'Ban', callback_data: spamCallbacks.ban(userId) };
}

function heldLines({ held, preview, firstKind }: HeldContact): string[] {
  const kind = firstKind === null || firstKind === 'text' ? '' : `, the first one ${kindNames[firstKind]}`;
  const said = preview === null || preview === '' ? '' : `\n<blockquote>${escape(preview)}</blockquote>`;
  return [`✉️ ${messages(held)}${kind}:${said}`.replace(/:$/, ''), 'Nothing was passed on or charged yet.'];
}

/** How it ended; a ban that was lifted is none any more. */
function endOf({ outcome, decidedBy }: HeldContact): string {
  switch (outcome) {
    case 'approved':
      return `✅ Approved by ${escape(oneLine(decidedBy ?? '', longestName))}`;
    case 'paid':
      return '✅ Passed on: they have paid';
    case 'unchecked':
    case 'answered':
      return '✅ Passed on: the check was switched off';
    case 'expired':
      return '⌛ Nobody decided in time, so it was not passed on';
    case 'banned':
    case null:
      return '🟢 No longer banned. What they write next comes here again';
  }
}

function contactView(card: SpamCard, contact: HeldContact, timeZone: string): View {
  const { userId, languageCode, since } = card;
  const head = [
    `⚠️ ${whoOf(card)}`,
    `🌐 ${escape(languageCode ?? '–')} · since ${dateTime(since, 'en', timeZone)}`,
  ];
  if (card.isBanned) return { text: [...head, banLine(card)].join('\n'), keyboard: [[banButton(card)]] };
  if (contact.outcome !== null) return { text: [...head, endOf(contact)].join('\n') };
  const approve = { text: 'Approve', callback_data: spamCallbacks.approve(userId) };
  return {
    text: [...head, ...heldLines(contact)].join('\n'),
    keyboard: [[approve, banButton(card)]],
  };
}

function floodView(card: SpamCard, { beganAt, refused }: EndedFlood, timeZone: string): View {
  const at = dateTime(beganAt, 'en', timeZone);
  const lines = [
    `🐢 ${whoOf(card)}: too fast at ${at}, ${messages(refused)} not passed on`,
    ...(card.isBanned ? [banLine(card)] : []),
  ];
  return { text: lines.join('\n'), keyboard: [[banButton(card)]] };
}

export function spamCardView(card: SpamCard, timeZone: string): View {
  const { about } = card;
  return about.kind === 'contact' ? contactView(card, about, timeZone) : floodView(card, about, timeZone);
}
