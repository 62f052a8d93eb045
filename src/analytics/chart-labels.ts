import { decimalsOf, type Money } from '../kernel/money.js';

/** How much there is room for: `$1,234.50`, or `$1.2K` beside an axis. */
export type MoneyStyle = 'exact' | 'short';

export function moneyLabel({ amount, currency }: Money, style: MoneyStyle): string {
  const decimals = decimalsOf(currency);
  const value = amount / 10 ** decimals;
  const short = {
    notation: 'compact',
    minimumFractionDigits: 0,
    maximumFractionDigits: value < 10 ? 2 : 1,
  } as const;
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency: currency.toUpperCase(),
    ...(style === 'short' ? short : { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
  }).format(value);
}

export function countLabel(count: number): string {
  return new Intl.NumberFormat('en', { notation: count < 10_000 ? 'standard' : 'compact' }).format(count);
}

/** `Mon 9` for a week, `9 Mar` for more; the last one is not over yet. */
export function dayLabel(days: readonly string[], index: number): string {
  if (index === days.length - 1) return 'today';
  const at = new Date(`${days[index] ?? ''}T00:00:00Z`);
  const [day, month] = [part(at, { day: 'numeric' }), part(at, { month: 'short' })];
  return days.length <= 7 ? `${part(at, { weekday: 'short' })} ${day}` : `${day} ${month}`;
}

/** Which days have a label: as many as a phone can show, counted back from today. */
export function isLabelled(days: number, index: number): boolean {
  const step = days <= 7 ? 1 : Math.ceil(days / 6);
  return (days - 1 - index) % step === 0;
}

/** `9 Mar – 7 Apr 2026` */
export function spanLabel(firstDay: string, lastDay: string): string {
  const [first, last] = [new Date(`${firstDay}T00:00:00Z`), new Date(`${lastDay}T00:00:00Z`)];
  const inOneYear = firstDay.slice(0, 4) === lastDay.slice(0, 4);
  return `${dateLabel(first, !inOneYear)} – ${dateLabel(last, true)}`;
}

function dateLabel(at: Date, withYear: boolean): string {
  const date = `${part(at, { day: 'numeric' })} ${part(at, { month: 'short' })}`;
  return withYear ? `${date} ${at.getUTCFullYear()}` : date;
}

/** The days come as dates of the owner's calendar, so no zone may move them. */
function part(at: Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en', { ...options, timeZone: 'UTC' }).format(at);
}
