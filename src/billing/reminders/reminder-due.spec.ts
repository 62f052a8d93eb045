import { describe, expect, it } from 'vitest';
import { reminderDue } from './reminder-due.js';

const hour = 60 * 60 * 1_000;
const day = 24 * hour;
const endsAt = new Date('2027-03-01T00:00:00Z');

const due = (span: number, left: number, isTrialOnly = false): string | undefined =>
  reminderDue({
    now: new Date(endsAt.getTime() - left),
    startsAt: new Date(endsAt.getTime() - span),
    endsAt,
    isTrialOnly,
  });

describe('a reminder', () => {
  it.each([
    ['a month, four days ahead', 30 * day, 4 * day, undefined],
    ['a month, exactly three days ahead', 30 * day, 3 * day, 'three_days'],
    ['a month, a moment earlier', 30 * day, 3 * day + 1, undefined],
    ['a month, two days ahead', 30 * day, 2 * day, 'three_days'],
    ['a month, one day ahead', 30 * day, day, 'one_day'],
    ['a month, an hour ahead', 30 * day, hour, 'one_day'],
    ['a month, at its end', 30 * day, 0, undefined],
    ['a month, over', 30 * day, -hour, undefined],
    ['exactly a week', 7 * day, 3 * day, 'three_days'],
    ['four days, three ahead', 4 * day, 3 * day, undefined],
    ['four days, one ahead', 4 * day, day, 'one_day'],
    ['a day pass, one day ahead', day, day, undefined],
    ['a day pass, three hours ahead', day, 3 * hour, 'three_hours'],
    ['two days, three hours ahead', 2 * day, 3 * hour, 'three_hours'],
    ['five hours', 5 * hour, hour, undefined],
  ])('%s', (_name, span, left, expected) => {
    expect(due(span, left)).toBe(expected);
  });

  it('of a trial that becomes a paid plan comes once', () => {
    expect(due(14 * day, 3 * day, true)).toBe('three_days');
    expect(due(14 * day, day, true)).toBe('three_days');
    expect(due(5 * day, 3 * day, true)).toBeUndefined();
    expect(due(5 * day, day, true)).toBe('one_day');
  });
});
