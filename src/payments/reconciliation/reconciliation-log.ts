import { Injectable } from '@nestjs/common';
import { billingAlert } from '../../billing/billing.jobs.js';
import type { Finding } from '../../billing/finding.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { Clock } from '../../kernel/clock.js';
import type { DayComparison } from './compare-day.js';
import { ReconciliationRepository, type Side } from './reconciliation.repository.js';
import type { TimeSpan } from './stripe-day.query.js';

/** More would not fit a message that people read; all of them are in the table. */
const mostListed = 10;

/** Keeps what comparisons found, and tells General of what was not known before. */
@Injectable()
export class ReconciliationLog {
  constructor(
    private readonly transactor: Transactor,
    private readonly repository: ReconciliationRepository,
    private readonly clock: Clock,
  ) {}

  /** The days of the owner's calendar before today, the latest first. */
  days(timeZone: string, count: number): Promise<(TimeSpan & { readonly day: string })[]> {
    return this.repository.daysBefore(this.transactor.reader, timeZone, this.clock.now(), count);
  }

  keepDay(side: Side, day: string, { totals }: DayComparison): Promise<void> {
    return this.transactor.run((tx) => this.repository.saveDay(tx, side, day, totals, this.clock.now()));
  }

  /** `reference`: what was compared, as people read it. */
  report(side: Side, reference: string, findings: readonly Finding[]): Promise<void> {
    const now = this.clock.now();
    return this.transactor.run(async (tx) => {
      const news = await this.repository.record(tx, side, findings, now);
      if (news.length === 0) return;
      const listed = [...news].sort((a, b) => Number(a.isHealed) - Number(b.isHealed)).slice(0, mostListed);
      const alert = { kind: 'reconciliation' as const, userId: null, reference, listed, count: news.length };
      await announce(tx, billingAlert, { key: `reconciliation:${now.toISOString()}`, alert });
    });
  }
}
