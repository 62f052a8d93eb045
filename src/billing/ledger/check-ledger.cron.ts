import { Injectable, Logger } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import type { CronRun } from '../../jobs/background/define-cron.js';
import { OnCron } from '../../jobs/background/job-handler.js';
import { billingAlert, checkLedger } from '../billing.jobs.js';
import { LedgerChecksRepository } from './ledger-checks.repository.js';

/** As many as a message can show. */
const mostListed = 10;

/** Every night the books are checked against themselves; General hears of it when they do not agree. */
@Injectable()
@OnCron(checkLedger)
export class CheckLedger {
  private readonly log = new Logger(CheckLedger.name);

  constructor(
    private readonly transactor: Transactor,
    private readonly checks: LedgerChecksRepository,
  ) {}

  async handle({ at }: CronRun): Promise<void> {
    const count = await this.transactor.run(async (tx) => {
      const violations = await this.checks.violations(tx);
      const listed = violations.slice(0, mostListed);
      await this.checks.keep(tx, at, violations.length, listed);
      if (violations.length === 0) return 0;
      const reference = at.toISOString();
      const alert = {
        kind: 'books_differ',
        userId: null,
        reference,
        listed,
        count: violations.length,
      } as const;
      await announce(tx, billingAlert, { key: `ledger-check:${reference}`, alert });
      return violations.length;
    });
    if (count === 0) this.log.log('the credit books agree');
    else this.log.error(`the credit books do not agree: ${count} violations, see ledger_checks`);
  }
}
