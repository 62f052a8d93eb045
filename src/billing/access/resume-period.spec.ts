import { describe, expect, it } from 'vitest';
import { resumed } from './resume-period.js';

const day = (n: number): Date => new Date(Date.UTC(2026, 0, n));

describe('a period that runs again', () => {
  const week = { startsAt: day(1), endsAt: day(8) };

  it('of which three days were suspended ends three days later', () => {
    expect(resumed({ ...week, suspendedAt: day(3) }, day(6), undefined)).toEqual({
      startsAt: day(1),
      endsAt: day(11),
    });
  });

  it('that was suspended past its end gets all that was left', () => {
    expect(resumed({ ...week, suspendedAt: day(3) }, day(20), undefined).endsAt).toEqual(day(25));
  });

  it('that had ended before stays as it was', () => {
    expect(resumed({ ...week, suspendedAt: day(9) }, day(20), undefined)).toEqual(week);
  });

  it('that had not begun loses nothing but its waiting', () => {
    expect(resumed({ ...week, suspendedAt: new Date(0) }, day(3), undefined).endsAt).toEqual(day(10));
    expect(resumed({ startsAt: day(5), endsAt: day(8), suspendedAt: day(1) }, day(3), undefined)).toEqual({
      startsAt: day(5),
      endsAt: day(8),
    });
  });

  it('comes after the passes that run meanwhile', () => {
    expect(resumed({ ...week, suspendedAt: day(3) }, day(6), day(10))).toEqual({
      startsAt: day(10),
      endsAt: day(15),
    });
    expect(resumed({ ...week, suspendedAt: day(3) }, day(6), day(4)).endsAt).toEqual(day(11));
  });
});
