import { h } from './dom.js';
import { store } from './store.js';

const GROUP_ANONYMOUS_BOT = 1087968824;
const LANGUAGES = { en: 'English', es: 'Español', ru: 'Русский' };

export const fullName = (user) => [user.firstName, user.lastName].filter(Boolean).join(' ');

export const languageOf = (user) => LANGUAGES[user.languageCode] ?? user.languageCode ?? 'no language';

export function nameOf(id) {
  if (id === store.telegram.bot.id) return store.telegram.bot.firstName;
  if (id === GROUP_ANONYMOUS_BOT) return `${store.group.title} (anonymous)`;
  const user = store.user(id);
  return user === undefined ? 'Somebody' : fullName(user);
}

/** The same person has the same colour everywhere. */
export const hueOf = (text) => [...text].reduce((sum, char) => (sum * 31 + char.codePointAt(0)) % 360, 7);

export function avatar(name, properties = {}) {
  const initials = name
    .split(/[^\p{L}]+/u)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('');
  return h(
    'span.avatar',
    { '--hue': hueOf(name), 'aria-hidden': 'true', ...properties },
    initials.toUpperCase(),
  );
}
