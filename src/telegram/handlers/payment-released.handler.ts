import { Injectable } from '@nestjs/common';
import { paymentReleased } from '../../billing/fraud/fraud.jobs.js';
import { PaymentsRepository } from '../../billing/purchases/payments.repository.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { offerTitle } from '../views/shop.view.js';
import { escape } from '../views/view.js';
import { releasedView } from '../views/warning.view.js';
import { CustomerNotices } from './customer-notices.js';
import { GeneralNotices } from './general-notices.js';

interface Released {
  readonly userId: UserId;
  readonly paymentId: number;
  readonly warning: number;
  readonly by: 'administrator' | 'provider';
}

@Injectable()
@OnEvent(paymentReleased, 'notice')
export class PaymentReleasedHandler {
  constructor(
    private readonly notices: CustomerNotices,
    private readonly payments: PaymentsRepository,
    private readonly general: GeneralNotices,
  ) {}

  async handle({ userId, paymentId, warning, by }: Released): Promise<void> {
    const payment = await this.payments.byId(this.notices.reader, paymentId);
    if (payment === undefined) return;
    await this.notices.tell(userId, `released:${warning}`, ({ to }) => ({
      text: to.texts.paymentReleased(escape(offerTitle(payment, to))),
    }));
    // Whoever released it here has the answer under the button.
    if (by === 'provider')
      await this.general.tell(`released:${warning}:general`, releasedView(payment, 'a review at Stripe'));
  }
}
