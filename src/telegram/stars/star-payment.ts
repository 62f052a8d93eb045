import { asTelegramId, type TelegramId } from '../../kernel/ids.js';
import { type Money } from '../../kernel/money.js';

/** Bot API: `SuccessfulPayment`. */
export interface SuccessfulPayment {
  readonly currency: string;
  readonly total_amount: number;
  readonly invoice_payload: string;
  readonly telegram_payment_charge_id: string;
  /** Seconds since the epoch; for plans only. */
  readonly subscription_expiration_date?: number;
}

/** A payment in Stars, whether Telegram told us of it or we found it in its list. */
export interface StarPayment {
  readonly chargeId: string;
  readonly purchaseId: string | null;
  readonly payer: TelegramId;
  readonly total: Money;
  /** When the time ends that it pays for; undefined when it is no plan's. */
  readonly paidUntil: Date | undefined;
}

export function starPaymentOf(payment: SuccessfulPayment, payerId: number): StarPayment {
  const until = payment.subscription_expiration_date;
  return {
    chargeId: payment.telegram_payment_charge_id,
    purchaseId: purchaseIdOf(payment.invoice_payload),
    payer: asTelegramId(payerId),
    total: moneyOf(payment),
    paidUntil: until === undefined ? undefined : new Date(until * 1_000),
  };
}

export function moneyOf({
  total_amount: amount,
  currency,
}: {
  total_amount: number;
  currency: string;
}): Money {
  return { amount, currency: currency.toLowerCase() };
}

/** The payload of an invoice is the purchase; other software of the same bot may have made other ones. */
export function purchaseIdOf(payload: string): string | null {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(payload) ? payload : null;
}
