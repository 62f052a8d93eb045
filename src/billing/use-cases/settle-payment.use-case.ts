import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import type { TelegramId } from '../../kernel/ids.js';
import { type Money, sameMoney } from '../../kernel/money.js';
import { UsersRepository } from '../../users/users.repository.js';
import { PaymentMismatch } from '../billing.errors.js';
import type { Source } from '../ledger/ledger.types.js';
import type { Purchase } from '../purchases/purchase.entity.js';
import { PurchasesRepository } from '../purchases/purchases.repository.js';
import { PlanExtension } from '../subscriptions/plan-extension.js';
import { Fulfilment, type PaidPlan } from './fulfilment.js';

/** Money that has arrived for a purchase, from a provider that asks us before and tells us after. */
export interface ReceivedPayment {
  readonly provider: string;
  readonly purchaseId: string | null;
  readonly payer: TelegramId;
  /** Its id is the provider's name for the payment, by which it is refunded too. */
  readonly source: Source;
  readonly total: Money;
  /** Of a plan: the time that this payment pays for. */
  readonly period?: { readonly start: Date; readonly end: Date };
}

/**
 * Grants what a payment bought, once per payment. What was agreed to is granted also when the purchase has ended since,
 * and when somebody managed to pay it twice: the money has come.
 */
@Injectable()
export class SettlePayment {
  constructor(
    private readonly transactor: Transactor,
    private readonly purchases: PurchasesRepository,
    private readonly users: UsersRepository,
    private readonly extension: PlanExtension,
    private readonly fulfilment: Fulfilment,
  ) {}

  /** Throws `PaymentMismatch` for money that was not asked for; nothing is granted for it. */
  execute(payment: ReceivedPayment): Promise<'settled' | 'already-settled'> {
    return this.transactor.run(async (tx) => {
      const purchase = await this.find(tx, payment);
      const { source, total, period } = payment;
      const paid = { purchase, source, paymentIntentId: source.id, total };
      const plan = period === undefined ? {} : { plan: paidPlan(purchase, source, period) };
      const isNew = await this.fulfilment.fulfil(tx, { ...paid, ...plan });
      if (period !== undefined) await this.extension.until(tx, purchase, period.end);
      return isNew ? 'settled' : 'already-settled';
    });
  }

  private async find(
    tx: Tx,
    { purchaseId, provider, payer, total, period }: ReceivedPayment,
  ): Promise<Purchase> {
    const refuse = (expected: string, found: string): PaymentMismatch =>
      new PaymentMismatch({ purchaseId: purchaseId ?? 'none', expected, found });
    const purchase = purchaseId === null ? null : await this.purchases.locked(tx, purchaseId);
    if (purchase?.provider !== provider) throw refuse('a purchase of ours', String(purchaseId));
    const { telegramId } = await this.users.byId(tx, purchase.userId);
    if (telegramId !== payer) throw refuse(`the customer ${telegramId ?? 'erased'}`, String(payer));
    if (!sameMoney(purchase, total)) {
      throw refuse(`${purchase.amount} ${purchase.currency}`, `${total.amount} ${total.currency}`);
    }
    const isPlan = purchase.kind === 'subscription';
    if (isPlan !== (period !== undefined)) {
      throw refuse(isPlan ? 'a plan' : 'one payment', isPlan ? 'one payment' : 'a plan');
    }
    return purchase;
  }
}

/** This provider has no subscriptions of its own to name, so the purchase stands for it. */
function paidPlan(
  { id: subscriptionId, productId, title, credits }: Purchase,
  source: Source,
  { start, end }: { readonly start: Date; readonly end: Date },
): PaidPlan {
  return { subscriptionId, productId, title, credits, until: end, periods: [{ start, end, source }] };
}
