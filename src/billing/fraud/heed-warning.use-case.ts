import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { type AdjustablePayment, PaymentsRepository } from '../purchases/payments.repository.js';
import { FraudWarningsRepository } from './fraud-warnings.repository.js';
import { paymentHeld } from './fraud.jobs.js';
import { PaymentHold } from './payment-hold.js';

/** A warning as the provider describes it now. */
export interface WarningState {
  readonly provider: string;
  readonly warningId: string;
  readonly paymentIntentId: string;
  /** Neither wholly refunded nor disputed: something can still be done (Stripe: `actionable`). */
  readonly isActionable: boolean;
}

/** Acts on an early fraud warning, once: holds back what the payment gave, or lets go what a refund or dispute settled. */
@Injectable()
export class HeedWarning {
  constructor(
    private readonly transactor: Transactor,
    private readonly payments: PaymentsRepository,
    private readonly warnings: FraudWarningsRepository,
    private readonly holding: PaymentHold,
  ) {}

  execute({ provider, warningId, paymentIntentId, isActionable }: WarningState): Promise<void> {
    return this.transactor.run(async (tx) => {
      for (const payment of await this.payments.lockByPaymentIntent(tx, provider, paymentIntentId)) {
        const { id: paymentId, userId } = payment;
        // The warning was read before its payment was locked, so what is booked meanwhile counts as well.
        if (!isActionable || hasDecided(payment)) {
          const open = await this.warnings.openOf(tx, paymentId);
          for (const warning of open.filter((candidate) => candidate.warningId === warningId)) {
            await this.holding.end(tx, payment, warning.id, 'settled');
          }
          continue;
        }
        const warning = await this.warnings.insert(tx, provider, warningId, paymentId);
        if (warning === null) continue;
        await this.holding.hold(tx, payment, warning);
        await announce(tx, paymentHeld, { userId, paymentId, warning });
      }
    });
  }
}

function hasDecided({ amount, refundedAmount, disputedAmount }: AdjustablePayment): boolean {
  return disputedAmount > 0 || refundedAmount >= amount;
}
