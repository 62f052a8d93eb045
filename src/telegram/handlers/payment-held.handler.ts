import { Injectable } from '@nestjs/common';
import { paymentHeld } from '../../billing/fraud/fraud.jobs.js';
import { PaymentsRepository } from '../../billing/purchases/payments.repository.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { whoLine } from '../views/alert.view.js';
import { offerTitle } from '../views/shop.view.js';
import { escape } from '../views/view.js';
import { warningView } from '../views/warning.view.js';
import { CustomerNotices } from './customer-notices.js';
import { GeneralNotices } from './general-notices.js';

interface Held {
  readonly userId: UserId;
  readonly paymentId: number;
  readonly warning: number;
  readonly kind: 'warning' | 'review';
}

/** A payment is held back: administrators get the two ways out, the customer a word that says nothing ugly. */
@Injectable()
@OnEvent(paymentHeld, 'notice')
export class PaymentHeldHandler {
  constructor(
    private readonly notices: CustomerNotices,
    private readonly payments: PaymentsRepository,
    private readonly general: GeneralNotices,
  ) {}

  async handle({ userId, paymentId, warning, kind }: Held): Promise<void> {
    const payment = await this.payments.byId(this.notices.reader, paymentId);
    if (payment === undefined) return;
    const recipient = await this.notices.recipient(userId);
    const view = warningView(payment, { warning, kind, who: whoLine(recipient) });
    await this.general.tell(`held:${warning}:general`, view);
    await this.notices.tell(userId, `held:${warning}`, ({ to }) => ({
      text: to.texts.paymentHeld(escape(offerTitle(payment, to))),
    }));
  }
}
