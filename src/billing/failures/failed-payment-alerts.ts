import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import { Jobs } from '../../jobs/background/jobs.js';
import { Clock } from '../../kernel/clock.js';
import { billingAlert } from '../billing.jobs.js';
import { FailedPaymentsRepository } from './failed-payments.repository.js';
import { lastBurst } from './failure-burst.js';
import { tellFailedPayments } from './failures.jobs.js';

/** Somebody who tries one card after the other changes the alert so often at most. */
const gatherMs = 5_000;

/** Tells General of failed payments: one alert for each burst of a payer, which says how many there are by now. */
@Injectable()
export class FailedPaymentAlerts {
  constructor(
    private readonly failures: FailedPaymentsRepository,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** A failure was just noted: the first of a burst is told at once. True for that one. The caller holds the payer's lock. */
  async noted(tx: Tx, payer: string): Promise<boolean> {
    const isFirst = lastBurst(await this.failures.latest(tx, payer)).length === 1;
    if (isFirst) await this.tell(tx, payer);
    else {
      const runAt = new Date(this.clock.now().getTime() + gatherMs);
      const key = { jobKey: `failed-payments:${payer}`, jobKeyMode: 'preserve_run_at', runAt } as const;
      await this.jobs.enqueue(tx, tellFailedPayments, { payer }, key);
    }
    return isFirst;
  }

  /** The caller holds the payer's lock. */
  async tell(tx: Tx, payer: string): Promise<void> {
    const burst = lastBurst(await this.failures.latest(tx, payer));
    const [first, last] = [burst[0], burst.at(-1)];
    if (first === undefined || last === undefined || !(await this.failures.told(tx, payer))) return;
    const { userId, reference, amount, currency, reason } = last;
    const what = { userId, reference, amount, currency, reason };
    const alert = { kind: 'payment_failed' as const, ...what, attempts: burst.length };
    await announce(tx, billingAlert, { key: `payment_failed:${first.id}`, alert });
  }
}
