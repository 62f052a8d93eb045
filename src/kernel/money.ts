/** An amount in the currency's minor unit (Stripe: `unit_amount`) and the lower-case ISO 4217 code. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

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
