import { describe, expect, it } from 'vitest';
import { dayAfter, instantOf, wallTimeOf } from './zoned-time.js';

describe('the time on the wall', () => {
  it.each([
    ['2026-01-31T23:30:00Z', 'Asia/Tokyo', { year: 2026, month: 2, day: 1, minute: 510, weekday: 6 }],
    [
      '2026-01-01T03:00:00Z',
      'America/New_York',
      { year: 2025, month: 12, day: 31, minute: 1_320, weekday: 2 },
    ],
    ['2026-03-29T01:00:00Z', 'Europe/Berlin', { year: 2026, month: 3, day: 29, minute: 180, weekday: 6 }],
    ['2026-03-10T18:20:59Z', 'Asia/Kathmandu', { year: 2026, month: 3, day: 11, minute: 5, weekday: 2 }],
  ])('at %s in %s', (at, zone, expected) => {
    expect(wallTimeOf(new Date(at), zone)).toEqual(expected);
  });
});

describe('the instant of a time on the wall', () => {
  const day = (text: string): { year: number; month: number; day: number } => {
    const [year = 0, month = 0, date = 0] = text.split('-').map(Number);
    return { year, month, day: date };
  };
  it.each([
    ['2026-03-10', 540, 'UTC', '2026-03-10T09:00:00.000Z'],
    ['2026-03-10', 540, 'Asia/Tokyo', '2026-03-10T00:00:00.000Z'],
    ['2026-12-31', 1_440, 'America/New_York', '2027-01-01T05:00:00.000Z'],
    // Clocks go ahead at two: half past two is left out and means half past three.
    ['2026-03-29', 150, 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29', 180, 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['2026-03-29', 90, 'Europe/Berlin', '2026-03-29T00:30:00.000Z'],
    // Clocks go back at three: half past two comes twice.
    ['2026-10-25', 150, 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25', 180, 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
    ['2026-11-01', 60, 'America/New_York', '2026-11-01T05:00:00.000Z'],
  ])('%s, minute %s in %s is %s', (date, minute, zone, expected) => {
    expect(instantOf(day(date), minute, zone).toISOString()).toBe(expected);
  });
});

describe('a day of the calendar', () => {
  it.each([
    [{ year: 2026, month: 1, day: 31 }, 1, { year: 2026, month: 2, day: 1, weekday: 6 }],
    [{ year: 2028, month: 2, day: 28 }, 1, { year: 2028, month: 2, day: 29, weekday: 1 }],
    [{ year: 2026, month: 1, day: 1 }, -1, { year: 2025, month: 12, day: 31, weekday: 2 }],
  ])('%j and %s days', (from, days, expected) => {
    expect(dayAfter(from, days)).toEqual(expected);
  });
});
