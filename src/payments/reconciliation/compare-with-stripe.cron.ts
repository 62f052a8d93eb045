import { Injectable, Logger } from '@nestjs/common';
import type { Finding } from '../../billing/finding.js';
import { AppConfig } from '../../config/app-config.js';
import { OnCron } from '../../jobs/background/job-handler.js';
import { compareWithStripe } from '../payments.jobs.js';
import { CompareDay } from './compare-day.js';
import { ReconciliationLog } from './reconciliation-log.js';
import { StuckEvents } from './stuck-events.js';

/** Money moves for a while after a payment; a night in which nothing ran is made up for by the next. */
const days = 3;

/** Every night the last days at Stripe are held against the ledger, day by day. */
@Injectable()
@OnCron(compareWithStripe)
export class CompareWithStripe {
  private readonly log = new Logger(CompareWithStripe.name);

  constructor(
    private readonly config: AppConfig,
    private readonly compareDay: CompareDay,
    private readonly stuckEvents: StuckEvents,
    private readonly kept: ReconciliationLog,
  ) {}

  async handle(): Promise<void> {
    if (this.config.stripe.apiKey === undefined) return;
    const side = { provider: 'stripe', livemode: this.config.stripe.livemode };
    const findings: Finding[] = [...(await this.stuckEvents.find())];
    const spans = await this.kept.days(this.config.timeZone, days);
    for (const span of spans) {
      const comparison = await this.compareDay.execute(side, span);
      await this.kept.keepDay(side, span.day, comparison);
      findings.push(...comparison.findings);
      const payments = comparison.totals.reduce((sum, { providerPayments }) => sum + providerPayments, 0);
      this.log.log(`${span.day}: ${payments} payments compared, ${comparison.findings.length} findings`);
    }
    await this.kept.report(side, `${spans.at(-1)?.day ?? ''} – ${spans[0]?.day ?? ''}`, findings);
  }
}
