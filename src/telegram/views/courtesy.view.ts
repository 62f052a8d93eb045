import type { Audience } from './customer.js';
import { dateTime } from './format.js';
import { escape, type View } from './view.js';

/** `words`: the owner's own, as plain text; empty: ours. */
export function acknowledgementView(words: string, usualSeconds: number | undefined, to: Audience): View {
  const { person } = to.texts;
  if (words !== '') return { text: escape(words) };
  return { text: person.acknowledged(usualSeconds === undefined ? undefined : wait(usualSeconds, to)) };
}

export function awayView(words: string, opens: Date | undefined, to: Audience): View {
  const at = opens === undefined ? undefined : dateTime(opens, to.language, to.timeZone);
  if (words !== '') return { text: escape(words).replaceAll('{opens}', at ?? '…') };
  return { text: to.texts.person.away(at) };
}

/** Rounded up to what people say: 5, 10, 15, 30 minutes, then whole hours. */
function wait(seconds: number, { texts: { person } }: Audience): string {
  const minutes = [5, 10, 15, 30].find((step) => seconds <= step * 60);
  return minutes === undefined ? person.hours(Math.ceil(seconds / 3_600)) : person.minutes(minutes);
}
