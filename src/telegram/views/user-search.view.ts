import type { FoundUser } from '../../users/find-users.query.js';
import { oneLine, shownName } from './plain-text.js';
import { escape, type View } from './view.js';

const longestAsked = 64;

export const userSearchTexts = {
  usage: 'Write /user and an id, @name or first name: /user @kim',
};

export function nobodyText(asked: string): string {
  return `No customer is called ${escape(oneLine(asked, longestAsked))}. The id always finds the right one.`;
}

export function nameOf({ firstName, lastName, username }: FoundUser): string {
  const name = [firstName, lastName ?? '']
    .map(shownName)
    .filter((part) => part !== '')
    .join(' ');
  return `${name || 'Customer'}${username === null ? '' : ` · @${username}`}`;
}

/** Names are not unique, and a wrong guess would cost somebody money. */
export function ambiguousView(asked: string, found: readonly FoundUser[], command: string): View {
  const lines = found.map((user) => `• <code>/${command} ${user.telegramId}</code> ${escape(nameOf(user))}`);
  const head = `More than one customer is called ${escape(oneLine(asked, longestAsked))}. Which one?`;
  return { text: [head, '', ...lines].join('\n') };
}

/** Somebody who started the bot and wrote nothing has no topic, and so no card. */
export function withoutTopicView(user: FoundUser): View {
  return {
    text: `👤 <b>${escape(nameOf(user))}</b>\n🆔 <code>${user.telegramId}</code>\n\nThey have not written to us yet, so there is no topic.`,
  };
}

export function foundView(card: View, link: string | null): View {
  return link === null
    ? { text: card.text }
    : { text: card.text, keyboard: [[{ text: '💬 Open the topic', url: link }]] };
}
