import { Update } from 'nestjs-telegraf';
import { NotePlanRenewal } from '../../billing/use-cases/note-plan-renewal.use-case.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { BotContext } from '../updates/bot-context.js';
import { PrivateServiceMessage, SubscriptionChange } from '../updates/listeners.js';
import { purchaseIdOf, type SuccessfulPayment, starPaymentOf } from './star-payment.js';
import { StarPayments } from './star-payments.js';

/** Bot API: `RefundedPayment`. */
interface RefundedPayment {
  readonly total_amount: number;
  readonly telegram_payment_charge_id: string;
}

/** Bot API: `BotSubscriptionUpdated`: what the payer did, or could not pay. */
interface SubscriptionNews {
  readonly invoice_payload: string;
  readonly state: string;
}

const renewals = ['canceled', 'active', 'failed'] as const;

/**
 * What Telegram says about Stars in the payer's chat. Asked before everything else, because a refund is said by the
 * bot itself, and nothing of it is a message to pass on.
 */
@Update()
export class StarPaymentsUpdate {
  constructor(
    private readonly payments: StarPayments,
    private readonly notePlan: NotePlanRenewal,
  ) {}

  @PrivateServiceMessage('successful_payment')
  async paid(ctx: BotContext): Promise<void> {
    const message = ctx.message as { successful_payment?: SuccessfulPayment } | undefined;
    const payment = message?.successful_payment;
    if (ctx.chat === undefined || payment?.currency !== 'XTR') return;
    await booked(this.payments.received(starPaymentOf(payment, ctx.chat.id)));
  }

  @PrivateServiceMessage('refunded_payment')
  async refunded(ctx: BotContext): Promise<void> {
    const message = ctx.message as { refunded_payment?: RefundedPayment } | undefined;
    const refund = message?.refunded_payment;
    if (refund === undefined) return;
    await booked(this.payments.refunded(refund.telegram_payment_charge_id, refund.total_amount));
  }

  @SubscriptionChange()
  async planChanged(ctx: BotContext): Promise<void> {
    const { subscription } = ctx.update as { subscription?: SubscriptionNews };
    if (subscription === undefined) return;
    const purchaseId = purchaseIdOf(subscription.invoice_payload);
    const renewal = renewals.find((known) => known === subscription.state);
    if (purchaseId === null || renewal === undefined) return;
    await this.notePlan.execute({ provider: 'stars', purchaseId, renewal });
  }
}

/** A refusal of the domain must not end as a text for the customer: money waits for somebody who looks. */
async function booked(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    throw error instanceof DomainError ? new Error(`not booked: ${error.code}`, { cause: error }) : error;
  }
}
