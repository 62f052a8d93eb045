import type { StripeCore } from '../core/stripe-core.js';
import type { BalanceTransaction } from '../core/stored-objects.js';

export interface BalanceMove {
  type: 'charge' | 'refund' | 'adjustment' | 'refund_failure';
  amount: number;
  fee: number;
  currency: string;
  source: string;
  category: string;
  description?: string | null;
}

/** The account's balance, as far as charges, refunds and disputes move it. */
export class Balance {
  constructor(private readonly core: StripeCore) {}

  move(move: BalanceMove): BalanceTransaction {
    const now = this.core.clock.seconds();
    return this.core.state.balanceTransactions.add<BalanceTransaction>({
      id: this.core.ids.next('txn'),
      object: 'balance_transaction',
      amount: move.amount,
      available_on: now + 2 * 86_400,
      balance_type: 'payments',
      created: now,
      currency: move.currency,
      description: move.description ?? null,
      exchange_rate: null,
      fee: move.fee,
      fee_details:
        move.fee === 0
          ? []
          : [
              {
                amount: move.fee,
                application: null,
                currency: move.currency,
                description: move.type === 'adjustment' ? 'Dispute fee' : 'Stripe processing fees',
                type: 'stripe_fee',
              },
            ],
      net: move.amount - move.fee,
      reporting_category: move.category,
      source: move.source,
      status: 'pending',
      type: move.type,
    });
  }
}
