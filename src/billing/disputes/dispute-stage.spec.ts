import { expect, it } from 'vitest';
import { newsOf } from './dispute-stage.js';

it.each([
  [undefined, 'open', 'dispute_opened'],
  [undefined, 'inquiry', 'inquiry_opened'],
  [undefined, 'won', 'dispute_won'],
  ['inquiry', 'open', 'dispute_opened'],
  ['inquiry', 'settled', 'inquiry_closed'],
  ['open', 'open', null],
  ['open', 'lost', 'dispute_lost'],
  // Stripe: an appeal.
  ['lost', 'open', 'dispute_opened'],
] as const)('a dispute that was %s and is %s: %s', (before, now, news) => {
  expect(newsOf(before, now)).toBe(news);
});
