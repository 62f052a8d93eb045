import { readAmount } from '../../kernel/money.js';

export interface RefundCommand {
  /** Undefined: the last one. */
  readonly paymentId?: number;
  /** As it was written; read once the payment's currency is known. */
  readonly amount?: string;
  readonly reason: string | null;
}

const pattern = /^p-?0*(\d{1,15})(?:\s+([-−–$€£¥]{0,2}[\d.,]*\d[\d.,]*)(?=\s|$))?(?:\s+([\s\S]+))?$/i;

/** `/refund`, `/refund P-12`, `/refund P-12 4.50 too late`; undefined for anything else. */
export function readRefundCommand(rest: string): RefundCommand | undefined {
  if (rest === '') return { reason: null };
  const [, id, amount, reason] = pattern.exec(rest) ?? [];
  if (id === undefined) return undefined;
  return { paymentId: Number(id), ...(amount === undefined ? {} : { amount }), reason: reason ?? null };
}

/** The amount in minor units, or what is wrong with it. */
export function readRefundAmount(
  text: string,
  currency: string,
): number | 'unreadable' | 'not_positive' | 'too_fine' {
  const amount = readAmount(text.replace(/[$€£¥]/g, ''), currency);
  if (amount === 'negative' || amount === 0) return 'not_positive';
  return amount;
}
