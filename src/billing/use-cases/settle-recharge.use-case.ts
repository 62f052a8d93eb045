import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { sameMoney } from '../../kernel/money.js';
import { PaymentMismatch } from '../billing.errors.js';
import type { CardCharge, ChargeState, Decline } from '../payment-gateway.js';
import { CustomersRepository } from '../purchases/customers.repository.js';
import type { Purchase } from '../purchases/purchase.entity.js';
import { PurchasesRepository } from '../purchases/purchases.repository.js';
import { type Attempt, RechargeAttemptsRepository } from '../recharge/recharge-attempts.repository.js';
import { RechargeResults } from '../recharge/recharge-results.js';

/**
 * Brings a recharge in line with its charge as the provider describes it, whether the answer to our call or a webhook
 * brings it first. Callable any number of times, in any order, in parallel: purchase and account are locked.
 */
@Injectable()
export class SettleRecharge {
  constructor(
    private readonly transactor: Transactor,
    private readonly customers: CustomersRepository,
    private readonly purchases: PurchasesRepository,
    private readonly attempts: RechargeAttemptsRepository,
    private readonly results: RechargeResults,
  ) {}

  /** False for a charge that is no recharge of ours, e.g. the one behind a checkout. */
  execute(state: ChargeState): Promise<boolean> {
    return this.transactor.run(async (tx) => {
      const attempt = await this.find(tx, state);
      const purchase = attempt === undefined ? null : await this.purchases.byId(tx, attempt.purchaseId);
      if (attempt === undefined || purchase === null) return false;
      await this.check(tx, purchase, state);
      await this.results.apply(tx, purchase, attempt, state);
      return true;
    });
  }

  /** The provider made no charge; `decline`: because it would not. */
  unmade({ purchaseId, try: attemptTry }: CardCharge, decline?: Decline): Promise<void> {
    return this.transactor.run(async (tx) => {
      const attempt = await this.attempts.locked(tx, purchaseId);
      if (attempt !== undefined) await this.results.unmade(tx, attempt, attemptTry, decline);
    });
  }

  /** Metadata can be edited at the provider, so a charge that lost it is found by its own id. */
  private async find(tx: Tx, { purchaseId, chargeId }: ChargeState): Promise<Attempt | undefined> {
    const known = purchaseId ?? (await this.attempts.byCharge(tx, chargeId))?.purchaseId;
    if (known === undefined || (await this.attempts.byPurchase(tx, known)) === undefined) return undefined;
    return this.attempts.locked(tx, known);
  }

  private async check(tx: Tx, purchase: Purchase, state: ChargeState): Promise<void> {
    const refuse = (expected: string, found: string): PaymentMismatch =>
      new PaymentMismatch({ purchaseId: purchase.id, expected, found });
    if (purchase.livemode !== state.livemode) throw refuse('the mode of the purchase', 'the other mode');
    const customer = await this.customers.customerOf(tx, purchase, purchase.userId);
    if (customer !== state.customerId) throw refuse(String(customer), String(state.customerId));
    if (!sameMoney(purchase, state.price)) {
      const { amount, currency } = state.price;
      throw refuse(`${purchase.amount} ${purchase.currency}`, `${amount} ${currency}`);
    }
  }
}
