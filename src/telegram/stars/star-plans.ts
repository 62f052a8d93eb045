import { Injectable, Logger } from '@nestjs/common';
import { NotePlanRenewal } from '../../billing/use-cases/note-plan-renewal.use-case.js';
import { BotApi } from '../outbound/bot-api.js';
import { Refusal } from '../outbound/refusal.js';
import { type StarPayer, StarPayersQuery } from './star-payers.query.js';

/** Ends plans in Stars that the bot itself must end. Bot API: what the bot does to a subscription is not told to it. */
@Injectable()
export class StarPlans {
  private readonly log = new Logger(StarPlans.name);

  constructor(
    private readonly api: BotApi,
    private readonly payers: StarPayersQuery,
    private readonly notePlan: NotePlanRenewal,
  ) {}

  /** After Stars of a payment went back, by whomever: who was paid back does not want to pay the next month. */
  async endAfterRefund(chargeId: string): Promise<void> {
    const payer = await this.payers.of(chargeId);
    if (payer !== undefined) await this.end(payer);
  }

  /** Nothing for a payment that was no plan's. May be repeated. */
  async end({ telegramId, purchaseId, planChargeId }: StarPayer): Promise<void> {
    if (planChargeId === null) return;
    try {
      await this.api.call('editUserStarSubscription', {
        user_id: telegramId,
        telegram_payment_charge_id: planChargeId,
        is_canceled: true,
      });
    } catch (error) {
      // It has ended at Telegram already.
      if (!(error instanceof Refusal)) throw error;
      this.log.warn(`the plan of payment ${planChargeId} could not be ended: ${error.description}`);
    }
    await this.notePlan.execute({ provider: 'stars', purchaseId, renewal: 'ended' });
  }
}
