import { type Money, readAmount, smallestStep } from '../../kernel/money.js';
import type { BillingInterval, ProductKind } from './product.entity.js';
import { ProductRefused } from './product-problem.js';

/** Stripe: `unit_amount` has at most eight digits, 999,999.99 in a currency with two decimals. */
const largest = 99_999_999;

/** Stripe: the least that can be charged, in minor units, where it names one; elsewhere half a US dollar's worth. */
const leastCharge: Readonly<Record<string, number>> = {
  aed: 200,
  aud: 50,
  bgn: 100,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1_500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17_500,
  inr: 50,
  jpy: 50,
  mxn: 1_000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1_000,
  usd: 50,
};

const currencies = new Set(Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()));

export function isCurrency(code: string): boolean {
  return currencies.has(code.toLowerCase());
}

/** A price as an administrator writes it, or why it cannot be one. */
export function priceOf(text: string, currencyText: string): Money {
  const currency = currencyText.toLowerCase();
  if (!isCurrency(currency)) throw new ProductRefused({ problem: 'currency_unknown', currency });
  const amount = readAmount(text, currency);
  if (amount === 'too_fine') throw new ProductRefused({ problem: 'price_too_fine', currency });
  if (typeof amount === 'string') throw new ProductRefused({ problem: `price_${amount}`, text });
  return checkedPrice({ amount, currency });
}

/** Also what comes from a button is checked: its data may be anybody's. */
export function checkedPrice(price: Money): Money {
  const { amount, currency } = price;
  if (!isCurrency(currency)) throw new ProductRefused({ problem: 'currency_unknown', currency });
  const least = leastCharge[currency] ?? smallestStep(currency);
  if (amount < least) {
    throw new ProductRefused({ problem: 'price_too_small', limit: { amount: least, currency } });
  }
  if (amount > largest) {
    throw new ProductRefused({ problem: 'price_too_large', limit: { amount: largest, currency } });
  }
  if (amount % smallestStep(currency) !== 0)
    throw new ProductRefused({ problem: 'price_too_fine', currency });
  return price;
}

/** Bot API: a subscription costs at most so many Stars; it names no limit for other invoices. */
const mostStars = { subscription: 10_000, other: 100_000 };

/** A price in Telegram Stars; null: not sold for them. Bot API: subscriptions are paid by the month. */
export function checkedStars(
  stars: number | null,
  { kind, billingInterval }: { kind: ProductKind; billingInterval: BillingInterval | null },
): number | null {
  if (stars === null) return null;
  if (billingInterval === 'year') throw new ProductRefused({ problem: 'stars_by_month' });
  const most = kind === 'subscription' ? mostStars.subscription : mostStars.other;
  if (!Number.isSafeInteger(stars) || stars < 1 || stars > most) {
    throw new ProductRefused({ problem: 'stars_unfit', most });
  }
  return stars;
}

/** More would be a slip of the finger. */
const mostCredits = 1_000_000;
/** Stripe: `trial_period_days` is at most two years. */
const mostTrialDays = 730;

export function checkCreditCount(credits: number, kind: ProductKind): void {
  const least = kind === 'credit_pack' ? 1 : 0;
  if (!Number.isSafeInteger(credits) || credits < least || credits > mostCredits) {
    throw new ProductRefused({ problem: 'credits_unfit', most: mostCredits });
  }
}

/** What a product on sale gives from now on. */
export function checkedCredits(credits: number, { kind }: { kind: ProductKind }): number {
  if (kind === 'time_pass') throw new ProductRefused({ problem: 'credits_of_pass' });
  checkCreditCount(credits, kind);
  return credits;
}

/** Free days at the beginning of a plan; null: none. */
export function checkedTrial(days: number | null, { kind }: { kind: ProductKind }): number | null {
  if (days === null) return null;
  if (kind !== 'subscription') throw new ProductRefused({ problem: 'trial_of_plans' });
  if (!Number.isSafeInteger(days) || days < 1 || days > mostTrialDays) {
    throw new ProductRefused({ problem: 'trial_unfit', most: mostTrialDays });
  }
  return days;
}
