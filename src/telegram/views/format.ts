import { decimalsOf, type Money, starsCurrency } from '../../kernel/money.js';
import type { Language } from '../../users/language.js';

/** A price in the customer's way of writing; the amount is in minor units. */
export function price({ amount, currency }: Money, language: Language): string {
  if (currency === starsCurrency) return `⭐ ${new Intl.NumberFormat(language).format(amount)}`;
  const decimals = decimalsOf(currency);
  const options = {
    style: 'currency',
    currency: currency.toUpperCase(),
    minimumFractionDigits: decimals,
  } as const;
  return new Intl.NumberFormat(language, options).format(amount / 10 ** decimals);
}

export function dateTime(at: Date, language: Language, timeZone: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at);
}

const cells = 10;

/** Ten cells and whole percent, both rounded down: `[████░░░░░░] 40%`. */
export function bar(percent: number): string {
  const full = Math.floor((percent * cells) / 100);
  return `[${'█'.repeat(full)}${'░'.repeat(cells - full)}] ${percent}%`;
}
