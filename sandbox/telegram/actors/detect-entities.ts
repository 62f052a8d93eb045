import type { JsonObject } from '../state/json-object.js';

const PATTERNS: [string, RegExp][] = [
  ['bot_command', /(?<![\w/])\/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?/g],
  ['mention', /(?<![\w@])@\w{4,32}/g],
  ['url', /https?:\/\/[^\s]+/g],
  ['email', /[\w.+-]+@[\w-]+\.[\w.]+/g],
];

/** Finds the entities that Telegram marks by itself in what people type. */
export function detectEntities(text: string): JsonObject[] {
  const found = PATTERNS.flatMap(([type, pattern]) =>
    [...text.matchAll(pattern)].map((match) => ({ type, offset: match.index, length: match[0].length })),
  );
  const isInside = (one: { offset: number }): boolean =>
    found.some(
      (other) =>
        other !== one &&
        (other.type === 'url' || other.type === 'email') &&
        other.offset <= one.offset &&
        one.offset < other.offset + other.length,
    );
  return found.filter((entity) => !isInside(entity)).sort((one, other) => one.offset - other.offset);
}
