import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { type AdjustablePayment, PaymentsRepository } from '../purchases/payments.repository.js';
import { FraudWarningsRepository } from './fraud-warnings.repository.js';
import { paymentHeld, paymentReleased } from './fraud.jobs.js';
import { PaymentHold } from './payment-hold.js';

/** `hold`: a person must look at it; `released`: one has, at the provider; `settled`: a refund or dispute decided. */
export type WarningVerdict = 'hold' | 'released' | 'settled';

/** A warning or review as the provider describes it now. */
export interface WarningState {
  readonly provider: string;
  readonly warningId: string;
  /** The card's bank warns; or a rule at the provider asks for a look. */
  readonly kind: 'warning' | 'review';
  readonly paymentIntentId: string;
  readonly verdict: WarningVerdict;
}

/** Acts on a warning or review, once: holds back what the payment gave, or lets go what has been decided. */
@Injectable()
export class HeedWarning {
  constructor(
    private readonly transactor: Transactor,
    private readonly payments: PaymentsRepository,
    private readonly warnings: FraudWarningsRepository,
    private readonly holding: PaymentHold,
  ) {}

  execute({ provider, warningId, kind, paymentIntentId, verdict }: WarningState): Promise<void> {
    return this.transactor.run(async (tx) => {
      for (const payment of await this.payments.lockByPaymentIntent(tx, provider, paymentIntentId)) {
        const { id: paymentId, userId } = payment;
        // It was read before its payment was locked, so what is booked meanwhile counts as well.
        const now = hasDecided(payment) ? 'settled' : verdict;
        if (now !== 'hold') {
          await this.letGo(tx, payment, warningId, now);
          continue;
        }
        const warning = await this.warnings.insert(tx, provider, warningId, paymentId);
        if (warning === null) continue;
        await this.holding.hold(tx, payment, warning);
        await announce(tx, paymentHeld, { userId, paymentId, warning, kind });
      }
    });
  }

  private async letGo(
    tx: Tx,
    payment: AdjustablePayment,
    warningId: string,
    verdict: 'released' | 'settled',
  ): Promise<void> {
    const { id: paymentId, userId } = payment;
    const open = await this.warnings.openOf(tx, paymentId);
    for (const { id: warning } of open.filter((candidate) => candidate.warningId === warningId)) {
      await this.holding.end(tx, payment, warning, verdict);
      if (verdict === 'released')
        await announce(tx, paymentReleased, { userId, paymentId, warning, by: 'provider' });
    }
  }
}

function hasDecided({ amount, refundedAmount, disputedAmount }: AdjustablePayment): boolean {
  return disputedAmount > 0 || refundedAmount >= amount;
}
