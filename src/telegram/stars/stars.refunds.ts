import { Injectable } from '@nestjs/common';
import { ProviderUnavailable } from '../../billing/billing.errors.js';
import {
  type RefundOrder,
  type RefundOutcome,
  RefundProvider,
  type TakenBack,
} from '../../billing/refunds/refund-provider.js';
import { BotApi } from '../outbound/bot-api.js';
import { Refusal } from '../outbound/refusal.js';
import { StarPayments } from './star-payments.js';
import { type StarPayer, StarPayersQuery } from './star-payers.query.js';

/** Gives Stars back. Bot API: a payment goes back as a whole, and at most once. */
@Injectable()
export class StarsRefunds extends RefundProvider {
  readonly provider = 'stars';
  readonly canRefundPart = false;

  constructor(
    private readonly api: BotApi,
    private readonly payers: StarPayersQuery,
    private readonly payments: StarPayments,
  ) {
    super();
  }

  async refund({ paymentIntentId: chargeId, amount }: RefundOrder): Promise<RefundOutcome> {
    const payer = await this.payers.of(chargeId);
    if (payer === undefined) {
      return { kind: 'refused', refusal: 'not_allowed', text: 'nobody is known who paid it' };
    }
    return this.available(async () => {
      const refusal = await this.giveBack(payer, chargeId);
      if (refusal !== undefined) return outcomeOf(refusal);
      await this.payments.refunded(chargeId, amount);
      return { kind: 'refunded', refundId: chargeId, isPending: false };
    });
  }

  /** Telegram has no question for one payment; its list is compared every quarter of an hour. */
  async takenBack(chargeId: string): Promise<TakenBack> {
    return { refunded: await this.payers.refunded(chargeId), disputed: 0, disputes: [] };
  }

  /** Undefined when the Stars have gone back, now or at an earlier try whose answer was lost. */
  private async giveBack({ telegramId }: StarPayer, chargeId: string): Promise<Refusal | undefined> {
    try {
      await this.api.call('refundStarPayment', {
        user_id: telegramId,
        telegram_payment_charge_id: chargeId,
      });
      return undefined;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return /CHARGE_ALREADY_REFUNDED/.test(error.description) ? undefined : error;
    }
  }

  private async available<Result>(call: () => Promise<Result>): Promise<Result> {
    try {
      return await call();
    } catch (error) {
      throw new ProviderUnavailable({ operation: 'refunding' }, { cause: error });
    }
  }
}

function outcomeOf({ description }: Refusal): RefundOutcome {
  const refusal = /BALANCE_TOO_LOW/.test(description) ? ('balance_too_low' as const) : ('other' as const);
  return { kind: 'refused', refusal, text: description };
}
