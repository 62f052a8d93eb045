import type { Price } from '../core/stored-objects.js';

export interface Period {
  start: number;
  end: number;
}

type Recurring = NonNullable<Price['recurring']>;

/**
 * The period that follows a moment. Stripe: months count from the anchor's day and shorten at the end of a
 * short month, so 31 January is followed by 28 February and 31 March.
 */
export function periodAfter(anchor: number, start: number, recurring: Recurring): Period {
  for (let step = 1; ; step += 1) {
    const end = add(anchor, recurring, step * recurring.interval_count);
    if (end > start) return { start, end };
  }
}

function add(seconds: number, recurring: Recurring, count: number): number {
  switch (recurring.interval) {
    case 'day':
      return seconds + count * 86_400;
    case 'week':
      return seconds + count * 7 * 86_400;
    case 'month':
      return addMonths(seconds, count);
    case 'year':
      return addMonths(seconds, count * 12);
    default:
      throw new Error(`Emulator: unknown interval ${String(recurring.interval)}.`);
  }
}

function addMonths(seconds: number, months: number): number {
  const date = new Date(seconds * 1000);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const daysInMonth = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, daysInMonth));
  return Math.floor(date.getTime() / 1000);
}
