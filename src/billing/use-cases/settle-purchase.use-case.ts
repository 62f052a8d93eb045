import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { sameMoney } from '../../kernel/money.js';
import { PaymentMismatch } from '../billing.errors.js';
import { purchaseClosed, purchasePending } from '../billing.jobs.js';
import type { CheckoutState } from '../payment-gateway.js';
import { CustomersRepository } from '../purchases/customers.repository.js';
import type { Purchase } from '../purchases/purchase.entity.js';
import { PurchasesRepository } from '../purchases/purchases.repository.js';
import { Fulfilment } from './fulfilment.js';

export type Settlement = 'settled' | 'already-settled' | 'pending' | 'closed' | 'still-open';

/**
 * Brings a purchase in line with its checkout session as fetched from the provider. Callable any number of times,
 * in any order, in parallel: the purchase row is locked and a paid purchase never becomes unpaid.
 */
@Injectable()
export class SettlePurchase {
  constructor(
    private readonly transactor: Transactor,
    private readonly purchases: PurchasesRepository,
    private readonly customers: CustomersRepository,
    private readonly fulfilment: Fulfilment,
  ) {}

  execute(state: CheckoutState, outcome: 'settle' | 'failed' = 'settle'): Promise<Settlement> {
    return this.transactor.run(async (tx) => {
      const purchase = state.purchaseId === null ? null : await this.purchases.locked(tx, state.purchaseId);
      if (purchase === null) throw mismatch(state, 'a purchase of ours', String(state.purchaseId));
      await this.check(tx, purchase, state);
      if (purchase.status === 'paid') return 'already-settled';
      if (state.status === 'complete' && state.paid) return this.paid(tx, purchase, state);
      if (outcome === 'failed') return this.close(tx, purchase, 'failed');
      if (state.status === 'expired') return this.close(tx, purchase, 'expired');
      if (state.status === 'complete') return this.pending(tx, purchase);
      return 'still-open';
    });
  }

  private async paid(tx: Tx, purchase: Purchase, state: CheckoutState): Promise<Settlement> {
    if (state.subscriptionId !== null) {
      // A plan's periods are granted from its invoices, the first one included, so that renewals are no other case.
      await this.purchases.setSubscription(tx, purchase.id, state.subscriptionId);
      await this.purchases.setStatus(tx, purchase.id, 'processing');
      return 'pending';
    }
    const source = { type: 'checkout_session', id: state.sessionId };
    const { paymentIntentId, total } = state;
    return (await this.fulfilment.fulfil(tx, { purchase, source, paymentIntentId, total, isLast: true }))
      ? 'settled'
      : 'already-settled';
  }

  private async pending(tx: Tx, purchase: Purchase): Promise<Settlement> {
    // Stripe: the page of a delayed payment is complete and unpaid both before its bank answers and after it has refused.
    if (purchase.status === 'failed') return 'closed';
    if (purchase.status !== 'processing') {
      await this.purchases.setStatus(tx, purchase.id, 'processing');
      await announce(tx, purchasePending, { userId: purchase.userId, purchaseId: purchase.id });
    }
    return 'pending';
  }

  private async close(tx: Tx, purchase: Purchase, status: 'failed' | 'expired'): Promise<Settlement> {
    if (purchase.status !== status) {
      await this.purchases.setStatus(tx, purchase.id, status);
      await announce(tx, purchaseClosed, { userId: purchase.userId, purchaseId: purchase.id, status });
    }
    return 'closed';
  }

  /** Metadata can be edited at the provider, so it only finds the purchase; what was sold is compared with our row. */
  private async check(tx: Tx, purchase: Purchase, state: CheckoutState): Promise<void> {
    if (purchase.sessionId !== null && purchase.sessionId !== state.sessionId) {
      throw mismatch(state, purchase.sessionId, state.sessionId);
    }
    if (purchase.livemode !== state.livemode) throw mismatch(state, modeOf(purchase), modeOf(state));
    const customer = await this.customers.customerOf(tx, purchase, purchase.userId);
    if (state.customerId !== null && customer !== undefined && customer !== state.customerId) {
      throw mismatch(state, customer, state.customerId);
    }
    const price = { amount: purchase.amount, currency: purchase.currency };
    // Stripe: nothing is due on the page of a trial.
    const isTrial = purchase.trialDays !== null && state.subtotal.amount === 0;
    if (!isTrial && !sameMoney(price, state.subtotal)) {
      throw mismatch(
        state,
        `${price.amount} ${price.currency}`,
        `${state.subtotal.amount} ${state.subtotal.currency}`,
      );
    }
  }
}

const modeOf = ({ livemode }: { livemode: boolean }): string => (livemode ? 'live mode' : 'test mode');

function mismatch(state: CheckoutState, expected: string, found: string): PaymentMismatch {
  return new PaymentMismatch({ purchaseId: state.purchaseId ?? state.sessionId, expected, found });
}
