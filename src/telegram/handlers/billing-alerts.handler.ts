import { Injectable } from '@nestjs/common';
import { type BillingAlert, billingAlert } from '../../billing/billing.jobs.js';
import { AppConfig } from '../../config/app-config.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import { Clock } from '../../kernel/clock.js';
import { EvidenceRequests } from '../outbound/evidence-requests.js';
import { alertView } from '../views/alert.view.js';
import { CustomerNotices } from './customer-notices.js';
import { GeneralNotices } from './general-notices.js';

/** What administrators must see, in the General topic, once per cause; what goes on is one alert that is edited. */
@Injectable()
@OnEvent(billingAlert, 'general')
export class BillingAlertsHandler {
  constructor(
    private readonly notices: CustomerNotices,
    private readonly general: GeneralNotices,
    private readonly evidence: EvidenceRequests,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  async handle({ key, alert }: { key: string; alert: BillingAlert }): Promise<void> {
    const subject = alert.userId === null ? undefined : await this.notices.recipient(alert.userId);
    const at = { timeZone: this.config.timeZone, now: this.clock.now() };
    const view = alertView(alert, subject, at);
    if (alert.kind === 'payment_failed') return this.general.keep(`alert:${key}`, alert.attempts, view);
    await this.general.tell(`alert:${key}`, view);
    const isOpening = alert.kind === 'dispute_opened' || alert.kind === 'inquiry_opened';
    if (isOpening && alert.dispute !== null) await this.evidence.request(alert.dispute);
  }
}
