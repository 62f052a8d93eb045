/** An invoice that a bot made: a link or a message that anybody who sees it can pay, as often as they like. */
export interface InvoiceState {
  /** The end of its link. */
  slug: string;
  title: string;
  description: string;
  payload: string;
  /** Stars. */
  amount: number;
  /** Seconds; undefined for a payment that does not repeat. */
  subscriptionPeriod?: number | undefined;
}

/** `timed_out`: the bot did not answer in time; the payer's client says so and nothing is paid. */
export type CheckoutStatus = 'waiting' | 'paid' | 'refused' | 'timed_out';

/** One attempt of one person to pay one invoice. */
export interface CheckoutState {
  id: string;
  userId: number;
  slug: string;
  atMs: number;
  status: CheckoutStatus;
  /** What the bot wrote when it refused. */
  errorMessage?: string | undefined;
  chargeId?: string | undefined;
}

/** Bot API: StarTransaction; a refund is a further one with the same id. */
export interface StarTransactionState {
  id: string;
  userId: number;
  slug: string;
  amount: number;
  date: number;
  isRefund: boolean;
}

export interface StarSubscriptionState {
  /** The first payment's id, by which the bot names the subscription. */
  chargeId: string;
  userId: number;
  slug: string;
  /** Seconds since the epoch. */
  expiresAt: number;
  isCanceledByUser: boolean;
  isCanceledByBot: boolean;
  isEnded: boolean;
}

/** Everything about Telegram Stars that this Telegram knows. */
export class StarState {
  readonly invoices = new Map<string, InvoiceState>();
  readonly checkouts = new Map<string, CheckoutState>();
  readonly subscriptions = new Map<string, StarSubscriptionState>();
  /** Oldest first. */
  readonly transactions: StarTransactionState[] = [];
  /** Stars on hand by user; who is not listed has as many as needed. */
  readonly balances = new Map<number, number>();

  invoice(slug: string): InvoiceState {
    const invoice = this.invoices.get(slug);
    if (invoice === undefined) throw new Error(`No invoice ${slug}`);
    return invoice;
  }

  payment(chargeId: string): StarTransactionState | undefined {
    return this.transactions.find(({ id, isRefund }) => id === chargeId && !isRefund);
  }

  isRefunded(chargeId: string): boolean {
    return this.transactions.some(({ id, isRefund }) => id === chargeId && isRefund);
  }
}
