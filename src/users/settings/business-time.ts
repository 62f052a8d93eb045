import { dayAfter, instantOf, wallTimeOf } from '../../kernel/zoned-time.js';
import type { BusinessHours } from './business-hours.js';

const midnight = 24 * 60;
/** Nobody looks further back or ahead than this. */
const longestLookDays = 400;

interface OpenTime {
  readonly from: Date;
  readonly to: Date;
}

/** The open times of the day that is so many days away from that of `at`; clocks may be set back or ahead in them. */
function openTimes(hours: BusinessHours, timeZone: string, at: Date, days: number): OpenTime[] {
  const day = dayAfter(wallTimeOf(at, timeZone), days);
  return (hours[day.weekday] ?? []).map(({ from, to }) => ({
    from: instantOf(day, from, timeZone),
    to: instantOf(day, to, timeZone),
  }));
}

export function isOpenAt(hours: BusinessHours, timeZone: string, at: Date): boolean {
  return openTimes(hours, timeZone, at, 0).some(({ from, to }) => from <= at && at < to);
}

/** The next opening after `at`; undefined for hours in which nobody ever works. */
export function nextOpening(hours: BusinessHours, timeZone: string, at: Date): Date | undefined {
  for (let days = 0; days <= 8; days += 1) {
    const next = openTimes(hours, timeZone, at, days).find(({ from }) => from > at);
    if (next !== undefined) return next.from;
  }
  return undefined;
}

/** Whole seconds between two moments in which people worked. */
export function businessSeconds(hours: BusinessHours, timeZone: string, from: Date, to: Date): number {
  let ms = 0;
  for (let days = 0; days <= longestLookDays; days += 1) {
    const times = openTimes(hours, timeZone, from, days);
    for (const time of times) {
      ms += Math.max(
        0,
        Math.min(time.to.getTime(), to.getTime()) - Math.max(time.from.getTime(), from.getTime()),
      );
    }
    // A day ends where the next begins, so its last minute tells whether `to` lies in it.
    if (instantOf(dayAfter(wallTimeOf(from, timeZone), days), midnight, timeZone) >= to) break;
  }
  return Math.floor(ms / 1_000);
}

/** The latest moment from which so many working seconds had passed by `at`. */
export function businessSecondsBefore(
  hours: BusinessHours,
  timeZone: string,
  at: Date,
  seconds: number,
): Date | undefined {
  let left = seconds * 1_000;
  for (let days = 0; days <= longestLookDays; days += 1) {
    for (const time of openTimes(hours, timeZone, at, -days).reverse()) {
      const to = Math.min(time.to.getTime(), at.getTime());
      const length = Math.max(0, to - time.from.getTime());
      if (length >= left) return new Date(to - left);
      left -= length;
    }
  }
  return undefined;
}
