import { describe, expect, it } from 'vitest';
import { passSpan } from './extend-pass.js';

const day = 24 * 60 * 60;
const at = (text: string): Date => new Date(text);

describe('the span of a pass', () => {
  it.each([
    ['over February', '2027-02-01T10:00:00Z', 30, '2027-03-03T10:00:00.000Z'],
    ['over a leap day', '2028-02-01T10:00:00Z', 30, '2028-03-02T10:00:00.000Z'],
    ['from the last day of a month', '2027-01-31T23:59:59Z', 30, '2027-03-02T23:59:59.000Z'],
    ['over the change to summer time', '2027-03-27T12:00:00+01:00', 1, '2027-03-28T11:00:00.000Z'],
    ['over the change to winter time', '2027-10-30T12:00:00+02:00', 1, '2027-10-31T10:00:00.000Z'],
    ['over the turn of the year', '2027-12-31T23:30:00Z', 1, '2028-01-01T23:30:00.000Z'],
  ])('%s has as many hours as ever', (_name, bought, days, end) => {
    const { startsAt, endsAt } = passSpan(at(bought), undefined, days * day);
    expect(startsAt).toEqual(at(bought));
    expect(endsAt.toISOString()).toBe(end);
    expect(endsAt.getTime() - startsAt.getTime()).toBe(days * day * 1_000);
  });

  it('begins at the end of a running one, and now when that has just ended', () => {
    const now = at('2027-02-28T12:00:00Z');
    const later = at('2027-03-01T00:00:00Z');
    expect(passSpan(now, later, day)).toEqual({ startsAt: later, endsAt: at('2027-03-02T00:00:00Z') });
    expect(passSpan(now, now, day).startsAt).toEqual(now);
    expect(passSpan(now, at('2027-02-28T11:59:59Z'), day).startsAt).toEqual(now);
  });
});
