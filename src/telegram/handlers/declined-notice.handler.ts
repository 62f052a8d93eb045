import { Injectable } from '@nestjs/common';
import { type BillingAlert, billingAlert } from '../../billing/billing.jobs.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import { CustomerNotices } from './customer-notices.js';

/** The customer hears that the card was declined, and never the bank's word for why. */
@Injectable()
@OnEvent(billingAlert, 'customer')
export class DeclinedNoticeHandler {
  constructor(private readonly notices: CustomerNotices) {}

  async handle({ key, alert }: { key: string; alert: BillingAlert }): Promise<void> {
    if (alert.kind !== 'payment_failed' || alert.userId === null) return;
    await this.notices.tell(alert.userId, `declined:${key}`, ({ to }) => ({ text: to.texts.cardFailed() }));
  }
}
