const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** What calendar and clock on the wall show. */
export interface WallTime {
  readonly year: number;
  /** 1–12 */
  readonly month: number;
  readonly day: number;
  /** Whole minutes since midnight, as the clock shows them. */
  readonly minute: number;
  /** 0 is Monday. */
  readonly weekday: number;
}

export type CalendarDay = Pick<WallTime, 'year' | 'month' | 'day'>;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const numeric = 'numeric' as const;
  const made = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  });
  formats.set(timeZone, made);
  return made;
}

/** The wall's time as if it were UTC, in milliseconds. */
function wallMs(at: number, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((candidate) => candidate.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

function offsetAt(at: number, timeZone: string): number {
  return wallMs(at, timeZone) - Math.floor(at / 1_000) * 1_000;
}

export function wallTimeOf(at: Date, timeZone: string): WallTime {
  const wall = new Date(wallMs(at.getTime(), timeZone));
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    minute: wall.getUTCHours() * 60 + wall.getUTCMinutes(),
    weekday: (wall.getUTCDay() + 6) % 7,
  };
}

/** `days` later in the calendar, over ends of months and years. */
export function dayAfter({ year, month, day }: CalendarDay, days: number): CalendarDay & { weekday: number } {
  const moved = new Date(Date.UTC(year, month - 1, day + days));
  return {
    year: moved.getUTCFullYear(),
    month: moved.getUTCMonth() + 1,
    day: moved.getUTCDate(),
    weekday: (moved.getUTCDay() + 6) % 7,
  };
}

/**
 * When the wall shows that minute of that day. Of a time that comes twice (clocks set back) the first; a time that
 * is left out (clocks set ahead) is as much later as they jump. Minute 1440 is the next midnight.
 */
export function instantOf({ year, month, day }: CalendarDay, minute: number, timeZone: string): Date {
  const wall = Date.UTC(year, month - 1, day) + minute * minuteMs;
  const before = offsetAt(wall - dayMs, timeZone);
  const after = offsetAt(wall + dayMs, timeZone);
  const isRight = (offset: number): boolean => offsetAt(wall - offset, timeZone) === offset;
  return new Date(wall - (isRight(before) || !isRight(after) ? before : after));
}
