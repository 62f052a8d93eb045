/** Characters that nobody sees and that change how what stands around them is read. Those inside emoji stay. */
const unseen = /[\p{Bidi_Control}\u200b\u2060-\u2065\ufeff\ufffd]/gu;
const breaks = /[\p{Control}\s]+/gu;

/** The first units of a text, never half a character. Bot API counts lengths in UTF-16 units. */
export function cutTo(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const end = /^[\ud800-\udbff]/.test(text.charAt(longest - 1)) ? longest - 1 : longest;
  return text.slice(0, end);
}

/** A name or a remark of a person inside our own sentence: one line, at most so long, nothing that disturbs it. */
export function oneLine(text: string, longest: number): string {
  const line = text.replace(breaks, ' ').replace(unseen, '').trim();
  return line.length <= longest ? line : `${cutTo(line, longest - 1)}…`;
}

/** Bot API: first and last name have at most 64 characters each. */
export function shownName(name: string): string {
  return oneLine(name, 64);
}
