import { decimalsOf, type Money } from '../kernel/money.js';

/** `CA$1,234.50` */
export function moneyLabel({ amount, currency }: Money): string {
  const decimals = decimalsOf(currency);
  return inCurrency(amount / 10 ** decimals, currency, decimals, {});
}

/** `$1.2K`, for where there is little room and the currency is named nearby. */
export function shortMoneyLabel({ amount, currency }: Money): string {
  const decimals = decimalsOf(currency);
  const value = amount / 10 ** decimals;
  if (value >= 1_000) {
    const compact = {
      notation: 'compact',
      minimumFractionDigits: 0,
      currencyDisplay: 'narrowSymbol',
    } as const;
    return inCurrency(value, currency, 1, compact);
  }
  const digits = value >= 100 || Number.isInteger(value) ? 0 : decimals;
  return inCurrency(value, currency, digits, { currencyDisplay: 'narrowSymbol' });
}

function inCurrency(
  value: number,
  currency: string,
  digits: number,
  options: Intl.NumberFormatOptions,
): string {
  const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const format = { style: 'currency', currency: currency.toUpperCase(), ...fraction, ...options } as const;
  return new Intl.NumberFormat('en', format).format(value);
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
