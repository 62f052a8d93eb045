import type { GivenRole, Role } from '../../users/team/role.js';
import { oneLine } from './plain-text.js';
import { escape, type View } from './view.js';

const longestName = 64;

const shown = (name: string): string => escape(oneLine(name, longestName) || 'Somebody');

interface Person {
  readonly telegramId: number;
  readonly name: string;
}

/** Bot API: a link to `tg://user?id=` mentions somebody who is in the group, so that their phone tells them. */
export function mentionOf({ telegramId, name }: Person): string {
  return `<a href="tg://user?id=${telegramId}">${shown(name)}</a>`;
}

/** On a button's answer, where no markup is read. */
export function assignedText(assignee: Person | null): string {
  if (assignee === null) return '🙋 Not assigned any more.';
  return `🙋 Assigned to ${oneLine(assignee.name, longestName)}.`;
}

export function assignedView(assignee: Person | null, mentions: boolean): View {
  if (assignee === null) return { text: assignedText(null) };
  const who = mentions ? mentionOf(assignee) : shown(assignee.name);
  return { text: `🙋 Assigned to ${who}.` };
}

export function unknownMemberText(word: string): string {
  return `I have not seen ${escape(oneLine(word, longestName))} in this group. Ask them to write here once, or answer one of their messages.`;
}

const meanings: Record<Role, string> = {
  viewer: 'reads; what they write in a topic does not reach the customer',
  moderator: 'talks to customers',
  admin: 'changes templates and roles; money, bans and settings also need Telegram’s administrator',
  owner: 'may do everything',
};

export const roleTexts = {
  usage:
    'Write /role @name viewer, moderator or admin. As an answer to somebody’s message, /role viewer is enough.',
  needsAdmin: 'Only the owner and admins can change roles.',
  owner: 'The owner of the group keeps every right.',
  self: 'Nobody changes their own role. Please ask another admin.',
};

export function roleText(person: Person, role: Role): string {
  return `👥 ${shown(person.name)} is <b>${role}</b>: ${meanings[role]}.`;
}

export function roleChangedText(person: Person, from: GivenRole | null, to: GivenRole): string {
  if (from === to) return `${roleText(person, to)} That was so already.`;
  return `✅ ${shown(person.name)}: ${from ?? 'as in Telegram'} → <b>${to}</b>. ${to === 'viewer' ? 'They read' : 'They are'}: ${meanings[to]}.`;
}
