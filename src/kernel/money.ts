/** An amount in the currency's minor unit (Stripe: `unit_amount`) and the lower-case ISO 4217 code. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** Telegram Stars, by the code that the Bot API gives them; they are whole. */
export const starsCurrency = 'xtr';

/**
 * Decimal places of a currency as Stripe counts them.
 * Stripe: "zero-decimal currencies" are charged in whole units; the three-decimal ones in thousandths.
 */
export function decimalsOf(currency: string): number {
  if (zeroDecimal.has(currency)) return 0;
  return threeDecimal.has(currency) ? 3 : 2;
}

const zeroDecimal = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf xtr'.split(' '));
const threeDecimal = new Set('bhd jod kwd omr tnd'.split(' '));

export function sameMoney(a: Money, b: Money): boolean {
  return a.amount === b.amount && a.currency === b.currency;
}

/** `12.50 USD`: the same in every language, for administrators and logs. Customers read prices in their own way. */
export function plainMoney({ amount, currency }: Money): string {
  const decimals = decimalsOf(currency);
  return `${(amount / 10 ** decimals).toFixed(decimals)} ${currency.toUpperCase()}`;
}

/** What an amount in minor units must be a multiple of. Stripe: three-decimal amounts end in 0. */
export function smallestStep(currency: string): number {
  return threeDecimal.has(currency) ? 10 : 1;
}

/**
 * What a person wrote in major units, in minor units: `4.50` or `4,50` of a currency with two decimals is 450.
 * Says what is wrong instead of rounding.
 */
export function readAmount(text: string, currency: string): number | 'unreadable' | 'negative' | 'too_fine' {
  if (/^[-−–]/.test(text)) return 'negative';
  const [, whole, fraction = ''] = /^(\d{1,12})(?:[.,](\d{1,12}))?$/.exec(text) ?? [];
  if (whole === undefined) return 'unreadable';
  const decimals = decimalsOf(currency);
  if (fraction.length > decimals) return 'too_fine';
  const amount = Number(whole + fraction.padEnd(decimals, '0'));
  return amount % smallestStep(currency) === 0 ? amount : 'too_fine';
}
