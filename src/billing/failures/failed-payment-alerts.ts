import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import { Jobs } from '../../jobs/background/jobs.js';
import { Clock } from '../../kernel/clock.js';
import { billingAlert } from '../billing.jobs.js';
import { FailedPaymentsRepository } from './failed-payments.repository.js';
import { tellFailedPayments } from './failures.jobs.js';

/** Somebody who tries one card after the other must not fill General. */
const quietMs = 10 * 60 * 1_000;

/** Tells General of failed payments: the first at once, what follows within ten minutes in one alert afterwards. */
@Injectable()
export class FailedPaymentAlerts {
  constructor(
    private readonly failures: FailedPaymentsRepository,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** False: it will be told later. The caller holds the payer's lock. */
  async tell(tx: Tx, payer: string): Promise<boolean> {
    const told = await this.failures.lastTold(tx, payer);
    const quietUntil = new Date((told?.getTime() ?? 0) + quietMs);
    if (quietUntil > this.clock.now()) {
      const key = { jobKey: `failed-payments:${payer}`, runAt: quietUntil };
      await this.jobs.enqueue(tx, tellFailedPayments, { payer }, key);
      return false;
    }
    const failures = await this.failures.take(tx, payer);
    const last = failures.at(-1);
    if (last === undefined) return true;
    const { id, userId, reference, amount, currency, reason } = last;
    const what = { userId, reference, amount, currency, reason };
    const alert = { kind: 'payment_failed' as const, ...what, attempts: failures.length };
    await announce(tx, billingAlert, { key: `payment_failed:${id}`, alert });
    return true;
  }
}
