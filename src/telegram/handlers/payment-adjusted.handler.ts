import { Injectable } from '@nestjs/common';
import { BillingOverviewQuery } from '../../billing/billing-overview.query.js';
import { paymentAdjusted } from '../../billing/billing.jobs.js';
import { PaymentsRepository } from '../../billing/purchases/payments.repository.js';
import { RefundRequestsRepository } from '../../billing/refunds/refund-requests.repository.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { refundedView } from '../views/alert.view.js';
import { adjustedView } from '../views/receipt.view.js';
import { CustomerNotices } from './customer-notices.js';
import { GeneralNotices } from './general-notices.js';

interface Adjusted {
  readonly userId: UserId;
  readonly paymentId: number;
  readonly adjustments: number;
  readonly refundedNow: number;
  readonly difference: number;
  readonly isReinstated: boolean;
}

/** Money went back: the customer reads what that means for the credits, General hears of a refund. */
@Injectable()
@OnEvent(paymentAdjusted, 'notice')
export class PaymentAdjustedHandler {
  constructor(
    private readonly notices: CustomerNotices,
    private readonly payments: PaymentsRepository,
    private readonly billing: BillingOverviewQuery,
    private readonly refunds: RefundRequestsRepository,
    private readonly general: GeneralNotices,
  ) {}

  async handle({
    userId,
    paymentId,
    adjustments,
    refundedNow,
    difference,
    isReinstated,
  }: Adjusted): Promise<void> {
    const payment = await this.payments.byId(this.notices.reader, paymentId);
    if (payment === undefined) return;
    const overview = await this.billing.of(this.notices.reader, userId);
    const key = `adjusted:${paymentId}:${adjustments}`;
    await this.notices.tell(userId, key, ({ to }) =>
      adjustedView({ payment, overview, taken: difference, isReinstated }, to),
    );
    if (refundedNow === 0) return;
    const recipient = await this.notices.recipient(userId);
    const subject =
      recipient === undefined ? undefined : { name: recipient.name, telegramId: recipient.telegramId };
    const { title, currency } = payment;
    const by = await this.refunds.actorOf(this.notices.reader, paymentId, adjustments);
    const adjustment = { amount: refundedNow, currency, title, taken: difference, paymentId, by };
    const view = refundedView(adjustment, subject);
    await this.general.tell(`${key}:general`, view);
  }
}
