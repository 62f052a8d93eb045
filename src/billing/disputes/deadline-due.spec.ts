import { describe, expect, it } from 'vitest';
import { deadlineDue } from './deadline-due.js';

const hours = (n: number): Date => new Date(Date.UTC(2027, 2, 1) + n * 60 * 60 * 1_000);

describe('the reminder of a deadline', () => {
  it.each<[string, number, number, string | undefined]>([
    ['more than three days before', 7 * 24, 95, undefined],
    ['three days before', 7 * 24, 96, 'three_days'],
    ['a day before', 7 * 24, 144, 'one_day'],
    ['in the last minute', 7 * 24, 167.99, 'one_day'],
    ['at the deadline', 7 * 24, 168, undefined],
    ['after it', 7 * 24, 200, undefined],
    ['a dispute with two days, at once', 48, 0, undefined],
    ['a dispute with two days, a day before', 48, 24, 'one_day'],
    ['a dispute with less than a day', 20, 1, undefined],
  ])('%s', (_name, span, now, lead) => {
    expect(deadlineDue({ openedAt: hours(0), dueBy: hours(span), now: hours(now) })).toBe(lead);
  });
});
