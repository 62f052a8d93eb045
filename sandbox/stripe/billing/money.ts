import { StripeFailure } from '../wire/stripe-failure.js';

/** Stripe: currencies whose amounts have no minor unit. */
const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf'.split(' '));
const MAX_AMOUNT = 99_999_999;

export const isZeroDecimal = (currency: string): boolean => ZERO_DECIMAL.has(currency);

/** Stripe: about half a US dollar; the exact floor depends on the settlement currency. */
export const minimumAmount = (currency: string): number => {
  if (currency === 'gbp') return 30;
  return 50;
};

export function formatMoney(amount: number, currency: string): string {
  const digits = isZeroDecimal(currency) ? 0 : 2;
  return new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount / 10 ** digits);
}

export function readCurrency(text: string, param: string): string {
  if (!/^[a-zA-Z]{3}$/.test(text)) {
    throw StripeFailure.invalid(`Invalid currency: ${text}.`, param);
  }
  return text.toLowerCase();
}

export function checkChargeable(amount: number, currency: string, param: string, subject = 'Amount'): void {
  if (amount < 1) {
    throw StripeFailure.invalid(
      'This value must be greater than or equal to 1.',
      param,
      'parameter_invalid_integer',
    );
  }
  if (amount < minimumAmount(currency)) {
    throw StripeFailure.invalid(
      `${subject} must be at least ${formatMoney(minimumAmount(currency), currency)} ${currency}`,
      param,
      'amount_too_small',
    );
  }
  if (amount > MAX_AMOUNT) {
    throw StripeFailure.invalid(
      `${subject} must be no more than ${formatMoney(MAX_AMOUNT, currency)} ${currency}`,
      param,
      'amount_too_large',
    );
  }
}

/** Stripe's list price for cards in the United States. */
export const processingFee = (amount: number, currency: string): number =>
  Math.round(amount * 0.029) + (isZeroDecimal(currency) ? 0 : 30);
