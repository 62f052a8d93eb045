import { asTelegramId } from '../../kernel/ids.js';
import { starsCurrency } from '../../kernel/money.js';
import { purchaseIdOf, type StarPayment } from './star-payment.js';

/** Bot API: `TransactionPartner`; what is not a person who paid an invoice is none of ours. */
interface Partner {
  readonly type: string;
  readonly transaction_type?: string;
  readonly user?: { readonly id: number };
  readonly invoice_payload?: string;
  readonly subscription_period?: number;
}

/** Bot API: `StarTransaction`. A refund has the id of the payment. */
export interface StarTransaction {
  readonly id: string;
  readonly amount: number;
  /** Seconds since the epoch. */
  readonly date: number;
  readonly source?: Partner;
  readonly receiver?: Partner;
}

/** Undefined for what did not come in through an invoice of ours. */
export function paymentIn({ id, amount, date, source }: StarTransaction): StarPayment | undefined {
  const purchaseId = purchaseOf(source);
  if (purchaseId === null || source?.user === undefined) return undefined;
  const period = source.subscription_period;
  return {
    chargeId: id,
    purchaseId,
    payer: asTelegramId(source.user.id),
    total: { amount, currency: starsCurrency },
    paidUntil: period === undefined ? undefined : new Date((date + period) * 1_000),
  };
}

/** Undefined for what went anywhere else than back to a customer. */
export function refundIn({
  id,
  amount,
  receiver,
}: StarTransaction): { readonly chargeId: string; readonly amount: number } | undefined {
  return purchaseOf(receiver) === null ? undefined : { chargeId: id, amount };
}

function purchaseOf(partner: Partner | undefined): string | null {
  if (partner?.type !== 'user' || partner.transaction_type !== 'invoice_payment') return null;
  return purchaseIdOf(partner.invoice_payload ?? '');
}
