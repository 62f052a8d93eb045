import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { OnCron } from '../../jobs/background/job-handler.js';
import { expireCredits } from '../billing.jobs.js';
import { Expiry } from './expiry.js';
import { LotsRepository } from './lots.repository.js';

const customersAtOnce = 100;

/** Books what has expired, one customer per transaction; several workers may do so at once. */
@Injectable()
@OnCron(expireCredits)
export class ExpireCredits {
  constructor(
    private readonly transactor: Transactor,
    private readonly lots: LotsRepository,
    private readonly expiry: Expiry,
  ) {}

  async handle(): Promise<void> {
    for (;;) {
      const customers = await this.lots.customersDue(this.transactor.reader, customersAtOnce);
      for (const userId of customers) await this.transactor.run((tx) => this.expiry.book(tx, userId));
      if (customers.length === 0) return;
    }
  }
}
