import { describe, expect, it } from 'vitest';
import { alwaysOpen, type BusinessHours, parseBusinessHours } from './business-hours.js';
import { businessSeconds, businessSecondsBefore, isOpenAt, nextOpening } from './business-time.js';

const hour = 3_600;

function hoursOf(text: string): BusinessHours {
  const hours = parseBusinessHours(text);
  if (hours === undefined) throw new Error(`${text} cannot be read`);
  return hours;
}
const week = hoursOf('Mo-Fr 09:00-18:00');

describe('business hours as an owner writes them', () => {
  it.each([
    ['mo-fr 9:00-18:00', week],
    ['Mo, Tu, We-Fr 09:00–12:00, 12:00-18:00', week],
    ['Mo-Fr 09:00-14:00; Mo-Fr 13:00-18:00', week],
    ['', alwaysOpen],
    ['24/7', alwaysOpen],
    ['Mo-Su 00:00-24:00', alwaysOpen],
  ])('%s', (text, expected) => {
    expect(parseBusinessHours(text)).toEqual(expected);
  });
  it('run over midnight and over the end of the week', () => {
    expect(hoursOf('Sa-Su 22:00-06:00')).toEqual([
      [{ from: 0, to: 360 }],
      [],
      [],
      [],
      [],
      [{ from: 1_320, to: 1_440 }],
      [
        { from: 0, to: 360 },
        { from: 1_320, to: 1_440 },
      ],
    ]);
    expect(hoursOf('Sa-Mo 10:00-11:00').map((day) => day.length)).toEqual([1, 0, 0, 0, 0, 1, 1]);
  });
  it.each([
    'Mo-Fr',
    '09:00-18:00',
    'Mo-Fr 9-18',
    'Mo-Xx 09:00-18:00',
    'Mo-Tu-We 09:00-18:00',
    'Mo 09:00-09:00',
    'Mo 09:60-18:00',
    'Mo 24:00-25:00',
    'Mo 09:00-18:00;',
    'Mo 09:00-18:00,',
    'always',
  ])('%s cannot be read', (text) => {
    expect(parseBusinessHours(text)).toBeUndefined();
  });
});

describe('working time between two moments', () => {
  it.each([
    // One afternoon and the next morning.
    ['2026-03-10T16:00:00', '2026-03-11T10:30:00', 3.5 * hour],
    // Friday evening to Monday morning.
    ['2026-03-13T17:00:00', '2026-03-16T09:15:00', 1.25 * hour],
    ['2026-03-14T10:00:00', '2026-03-15T20:00:00', 0],
    // The end of a month and of a year.
    ['2026-01-30T17:59:30', '2026-02-02T09:00:30', 60],
    ['2026-12-31T17:00:00', '2027-01-01T10:00:00', 2 * hour],
    ['2026-03-10T12:00:00', '2026-03-10T11:00:00', 0],
  ])('from %s to %s in UTC', (from, to, expected) => {
    expect(businessSeconds(week, 'UTC', new Date(`${from}Z`), new Date(`${to}Z`))).toBe(expected);
  });

  it('is that of the time zone', () => {
    const [from, to] = [new Date('2026-03-10T23:00:00Z'), new Date('2026-03-11T01:00:00Z')];
    expect(businessSeconds(week, 'Asia/Tokyo', from, to)).toBe(hour);
    expect(businessSeconds(week, 'UTC', from, to)).toBe(0);
  });

  it('follows clocks that are set ahead and back', () => {
    const nights = hoursOf('Sa-Su 00:00-06:00');
    const of = (from: string, to: string): number =>
      businessSeconds(nights, 'Europe/Berlin', new Date(from), new Date(to));
    expect(of('2026-03-28T12:00:00+01:00', '2026-03-29T12:00:00+02:00')).toBe(5 * hour);
    expect(of('2026-10-24T12:00:00+02:00', '2026-10-25T12:00:00+01:00')).toBe(7 * hour);
    // A working day is as long as ever on these dates.
    expect(of('2026-03-22T00:00:00+01:00', '2026-03-22T12:00:00+01:00')).toBe(6 * hour);
  });

  it('is all time when nobody set hours, over many days as well', () => {
    const [from, to] = [new Date('2026-01-01T00:00:00Z'), new Date('2026-04-01T00:00:01Z')];
    expect(businessSeconds(alwaysOpen, 'America/New_York', from, to)).toBe(90 * 24 * hour + 1);
  });
});

describe('the moment so much working time ago', () => {
  it.each([
    ['2026-03-10T10:00:00Z', 1_800, '2026-03-10T09:30:00.000Z'],
    // Half an hour before Monday 9:10 was Friday 17:40.
    ['2026-03-16T09:10:00Z', 1_800, '2026-03-13T17:40:00.000Z'],
    ['2026-03-15T03:00:00Z', 60, '2026-03-13T17:59:00.000Z'],
    ['2026-03-10T18:00:00Z', 9 * hour, '2026-03-10T09:00:00.000Z'],
  ])('%s and %s seconds', (at, seconds, expected) => {
    const before = businessSecondsBefore(week, 'UTC', new Date(at), seconds);
    expect(before?.toISOString()).toBe(expected);
    expect(businessSeconds(week, 'UTC', new Date(expected), new Date(at))).toBe(seconds);
  });
  it('is unknown where nobody works', () => {
    const never = alwaysOpen.map(() => []);
    expect(businessSecondsBefore(never, 'UTC', new Date(), 60)).toBeUndefined();
    expect(nextOpening(never, 'UTC', new Date())).toBeUndefined();
  });
});

describe('open or not', () => {
  it.each([
    ['2026-03-10T09:00:00Z', true, '2026-03-11T09:00:00.000Z'],
    ['2026-03-10T18:00:00Z', false, '2026-03-11T09:00:00.000Z'],
    ['2026-03-13T18:00:00Z', false, '2026-03-16T09:00:00.000Z'],
    ['2026-03-16T08:59:59Z', false, '2026-03-16T09:00:00.000Z'],
  ])('at %s: %s, then at %s', (at, isOpen, next) => {
    expect(isOpenAt(week, 'UTC', new Date(at))).toBe(isOpen);
    expect(nextOpening(week, 'UTC', new Date(at))?.toISOString()).toBe(next);
  });
});
