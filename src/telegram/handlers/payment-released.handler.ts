import { Injectable } from '@nestjs/common';
import { paymentReleased } from '../../billing/fraud/fraud.jobs.js';
import { PaymentsRepository } from '../../billing/purchases/payments.repository.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { offerTitle } from '../views/shop.view.js';
import { escape } from '../views/view.js';
import { CustomerNotices } from './customer-notices.js';

@Injectable()
@OnEvent(paymentReleased, 'notice')
export class PaymentReleasedHandler {
  constructor(
    private readonly notices: CustomerNotices,
    private readonly payments: PaymentsRepository,
  ) {}

  async handle({
    userId,
    paymentId,
    warning,
  }: {
    userId: UserId;
    paymentId: number;
    warning: number;
  }): Promise<void> {
    const payment = await this.payments.byId(this.notices.reader, paymentId);
    if (payment === undefined) return;
    await this.notices.tell(userId, `released:${warning}`, ({ to }) => ({
      text: to.texts.paymentReleased(escape(offerTitle(payment, to))),
    }));
  }
}
