import { describe, expect, it } from 'vitest';
import { snoozeEnd } from './snooze-time.js';

describe('the end of a snooze', () => {
  /** Half past ten in the morning in Berlin, the day before clocks go ahead. */
  const now = new Date('2026-03-28T09:30:00Z');
  it.each([
    ['30m', '2026-03-28T10:00:00.000Z'],
    ['30 min', '2026-03-28T10:00:00.000Z'],
    ['2h', '2026-03-28T11:30:00.000Z'],
    ['3d', '2026-03-31T09:30:00.000Z'],
    ['1w', '2026-04-04T09:30:00.000Z'],
    ['2 hours', '2026-03-28T11:30:00.000Z'],
    ['18:00', '2026-03-28T17:00:00.000Z'],
    // Gone by today; tomorrow has summer time.
    ['10:30', '2026-03-29T08:30:00.000Z'],
    ['9:15', '2026-03-29T07:15:00.000Z'],
    ['tomorrow', '2026-03-29T07:00:00.000Z'],
    ['Tomorrow 14:30', '2026-03-29T12:30:00.000Z'],
    ['tomorrow 8', '2026-03-29T06:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(snoozeEnd(text, now, 'Europe/Berlin')).toEqual(new Date(expected));
  });
  it.each([
    '',
    '0m',
    '2',
    '2y',
    'soon',
    '24:00',
    '9:60',
    '-1h',
    '1.5h',
    'tomorrow 25',
    '2h please',
    '3 may',
    '٢h',
  ])('%s cannot be read', (text) => {
    expect(snoozeEnd(text, now, 'Europe/Berlin')).toBe('unreadable');
  });
  it.each(['91d', '99999w'])('%s is too long', (text) => {
    expect(snoozeEnd(text, now, 'UTC')).toBe('too_long');
  });
});
