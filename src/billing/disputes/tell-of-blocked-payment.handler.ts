import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import { UsersRepository } from '../../users/users.repository.js';
import { billingAlert, purchaseSettled } from '../billing.jobs.js';
import { PaymentsRepository } from '../purchases/payments.repository.js';
import { PurchasesRepository } from '../purchases/purchases.repository.js';

/** A page that was closed because its customer may buy nothing more was paid in that moment: what it buys is theirs. */
@Injectable()
@OnEvent(purchaseSettled, 'blocked')
export class TellOfBlockedPayment {
  constructor(
    private readonly transactor: Transactor,
    private readonly purchases: PurchasesRepository,
    private readonly payments: PaymentsRepository,
    private readonly users: UsersRepository,
  ) {}

  async handle({ purchaseId, paymentId }: { purchaseId: string; paymentId: number }): Promise<void> {
    await this.transactor.run(async (tx) => {
      const purchase = await this.purchases.byId(tx, purchaseId);
      const payment = await this.payments.byId(tx, paymentId);
      if (purchase?.closedFor !== 'block' || payment === undefined) return;
      const { userId, title, amount, currency } = payment;
      // Of those who had their data erased General is told another thing.
      if ((await this.users.byId(tx, userId)).telegramId === null) return;
      const alert = {
        kind: 'paid_while_blocked' as const,
        userId,
        reference: `P-${paymentId}`,
        title,
        amount,
        currency,
      };
      await announce(tx, billingAlert, { key: `paid_while_blocked:${purchaseId}`, alert });
    });
  }
}
