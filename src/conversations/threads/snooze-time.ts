import { dayAfter, instantOf, wallTimeOf } from '../../kernel/zoned-time.js';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const unitsMs = [minuteMs, 60 * minuteMs, dayMs, 7 * dayMs];
/** Who wants to be reminded later than that has closed the conversation in their mind. */
const longestMs = 90 * dayMs;
const defaultHour = 9;

/**
 * When a snooze ends: after `30m`, `2h`, `3d`, `1w`, at the next `18:00`, or `tomorrow`, with an hour if one is given
 * (`tomorrow 14:30`); clocks are those of the time zone.
 */
export function snoozeEnd(text: string, now: Date, timeZone: string): Date | 'unreadable' | 'too_long' {
  const words = text.trim().toLowerCase();
  const length = /^(\d{1,5})\s*(?:(m|min|minutes?)|(h|hours?)|(d|days?)|(w|weeks?))$/.exec(words);
  if (length !== null) {
    const unit = length.slice(2).findIndex((found: string | undefined) => found !== undefined);
    const ms = Number(length[1]) * (unitsMs[unit] ?? 0);
    if (ms === 0) return 'unreadable';
    return ms > longestMs ? 'too_long' : new Date(now.getTime() + ms);
  }
  const [, tomorrow, hours, minutes] = /^(tomorrow)?\s*(?:(\d{1,2})(?::(\d{2}))?)?$/.exec(words) ?? [];
  if (tomorrow === undefined && minutes === undefined) return 'unreadable';
  const [hour, minute] = [Number(hours ?? defaultHour), Number(minutes ?? 0)];
  if (hour > 23 || minute > 59) return 'unreadable';
  const today = wallTimeOf(now, timeZone);
  const onDay = (days: number): Date => instantOf(dayAfter(today, days), hour * 60 + minute, timeZone);
  if (tomorrow !== undefined) return onDay(1);
  const next = onDay(0);
  return next > now ? next : onDay(1);
}
