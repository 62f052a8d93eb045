import { Injectable, Logger } from '@nestjs/common';
import { PaymentMismatch } from '../../billing/billing.errors.js';
import { billingAlert } from '../../billing/billing.jobs.js';
import { AdjustPayment } from '../../billing/use-cases/adjust-payment.use-case.js';
import { SettlePayment } from '../../billing/use-cases/settle-payment.use-case.js';
import { AppConfig } from '../../config/app-config.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { UsersRepository } from '../../users/users.repository.js';
import type { StarPayment } from './star-payment.js';
import { subscriptionPeriod } from './stars.provider.js';

/** Books what Telegram says about Stars; the same payment or refund may be told any number of times. */
@Injectable()
export class StarPayments {
  private readonly log = new Logger(StarPayments.name);

  constructor(
    private readonly transactor: Transactor,
    private readonly settlePayment: SettlePayment,
    private readonly adjustPayment: AdjustPayment,
    private readonly users: UsersRepository,
    private readonly config: AppConfig,
  ) {}

  /** Whose list of transactions it is. Bot API: a token begins with the bot's id. */
  get account(): { readonly botId: number; readonly livemode: boolean; readonly isOffered: boolean } {
    const { telegram, stripe, paymentProviders } = this.config;
    const isOffered = paymentProviders.includes('stars');
    return { botId: Number.parseInt(telegram.token, 10), livemode: stripe.livemode, isOffered };
  }

  /** True when this payment was not known. One that was not asked for is told to General with its ids. */
  async received(payment: StarPayment): Promise<boolean> {
    const { chargeId, purchaseId, payer, total, paidUntil } = payment;
    const source = { type: 'star_payment', id: chargeId };
    const paid = { provider: 'stars', purchaseId, payer, source, total };
    try {
      const outcome = await this.settlePayment.execute(
        paidUntil === undefined ? paid : { ...paid, period: periodBefore(paidUntil) },
      );
      return outcome === 'settled';
    } catch (error) {
      if (!(error instanceof PaymentMismatch)) throw error;
      await this.refuse(payment, error);
      return false;
    }
  }

  /** Bot API: Stars go back as a whole. */
  async refunded(chargeId: string, amount: number): Promise<boolean> {
    const state = { provider: 'stars', paymentIntentId: chargeId, refunded: amount };
    const none = { disputed: 0, disputes: [] };
    return (await this.adjustPayment.execute({ ...state, ...none })) === 'adjusted';
  }

  private async refuse({ chargeId, payer }: StarPayment, { details }: PaymentMismatch): Promise<void> {
    const { purchaseId, expected, found } = details;
    this.log.error(`payment ${chargeId} does not match purchase ${purchaseId}: ${expected}, but ${found}`);
    const user = await this.users.byTelegramId(this.transactor.reader, payer);
    const alert = {
      kind: 'payment_mismatch' as const,
      userId: user?.id ?? null,
      reference: chargeId,
      expected: `${expected} (purchase ${purchaseId})`,
      found,
    };
    await this.transactor.run((tx) => announce(tx, billingAlert, { key: `mismatch:${chargeId}`, alert }));
  }
}

function periodBefore(end: Date): { start: Date; end: Date } {
  return { start: new Date(end.getTime() - subscriptionPeriod * 1_000), end };
}
