import { expect, it } from 'vitest';
import { stageOf } from './dispute-state.js';

it.each([
  ['needs_response', 'open'],
  ['under_review', 'open'],
  ['appeal_needs_response', 'open'],
  ['appeal_under_review', 'open'],
  ['won', 'won'],
  ['lost', 'lost'],
  ['prevented', 'prevented'],
  ['warning_needs_response', 'inquiry'],
  ['warning_under_review', 'inquiry'],
  ['warning_closed', 'settled'],
  ['something_new', 'open'],
])('Stripe: a dispute with the status %s is %s', (status, stage) => {
  expect(stageOf(status)).toBe(stage);
});
