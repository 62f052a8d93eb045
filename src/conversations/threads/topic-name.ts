/** Bot API: `createForumTopic`, name 1-128 characters. */
const longest = 128;
/** Control characters and those that turn the direction of what follows, which could disguise the id. */
const unseen = /[\p{Control}\p{Bidi_Control}\u200b\u2060-\u2065\ufeff]/gu;

/** First name, @username if any, and Telegram id, which also finds the owner of a topic that a crash left behind. */
export function topicName(
  person: { firstName: string; username: string | null; telegramId: number | null },
  prefix = '',
): string {
  const tail = [
    person.username === null ? undefined : `@${person.username}`,
    String(person.telegramId ?? ''),
  ];
  const end = tail.filter((part) => part !== undefined && part !== '').join(' · ');
  const name = person.firstName.replace(unseen, '').trim() || 'Customer';
  const room = longest - prefix.length - end.length - 3;
  return `${prefix}${cutTo(name, room)} · ${end}`;
}

/** Cuts between whole characters, so that no half of a surrogate pair stays. */
function cutTo(text: string, room: number): string {
  let cut = '';
  for (const character of text) {
    if (cut.length + character.length > room) break;
    cut += character;
  }
  return cut.trim();
}
