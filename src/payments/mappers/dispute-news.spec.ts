import { describe, expect, it } from 'vitest';
import { closingOf, openingOf } from './dispute-news.js';

describe('what a dispute’s status means', () => {
  it.each([
    ['needs_response', 'dispute_opened', null],
    ['under_review', 'dispute_opened', null],
    ['warning_needs_response', 'inquiry_opened', null],
    ['warning_under_review', 'inquiry_opened', null],
    ['warning_closed', null, 'inquiry_closed'],
    ['won', null, 'dispute_won'],
    ['lost', null, 'dispute_lost'],
    ['prevented', null, 'dispute_prevented'],
    ['appeal_needs_response', 'dispute_opened', null],
    ['appeal_under_review', 'dispute_opened', null],
    ['something_new', 'dispute_opened', null],
  ])('%s: %s when opened, %s when closed', (status, opening, closing) => {
    expect(openingOf(status)).toBe(opening);
    expect(closingOf(status)).toBe(closing);
  });
});
