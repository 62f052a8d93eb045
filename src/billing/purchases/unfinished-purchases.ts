import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { Clock } from '../../kernel/clock.js';
import { purchaseClosed } from '../billing.jobs.js';
import type { ProviderMode } from './customers.repository.js';
import type { Purchase } from './purchase.entity.js';
import { PurchasesRepository } from './purchases.repository.js';

const minute = 60_000;
/** The webhook about an expired page usually comes within seconds. */
const patienceMs = 10 * minute;
/** Delayed payment methods take days; asking once an hour is enough. */
const everyMs = 60 * minute;
/** More than this wait for the next run, the longest unasked first. */
const batch = 200;

/** Purchases that should have ended by now and have not. */
@Injectable()
export class UnfinishedPurchases {
  constructor(
    private readonly transactor: Transactor,
    private readonly purchases: PurchasesRepository,
    private readonly clock: Clock,
  ) {}

  due(side: ProviderMode): Promise<Purchase[]> {
    const now = this.clock.now().getTime();
    const [expiredBefore, askedBefore] = [new Date(now - patienceMs), new Date(now - everyMs)];
    return this.purchases.unfinished(this.transactor.reader, side, { expiredBefore, askedBefore, batch });
  }

  asked(id: string): Promise<void> {
    return this.purchases.asked(this.transactor.reader, id, this.clock.now());
  }

  /** For a purchase that has no page, or none any more; one that was paid meanwhile stays paid. */
  expire(id: string): Promise<void> {
    return this.transactor.run(async (tx) => {
      const purchase = await this.purchases.locked(tx, id);
      if (purchase === null || (purchase.status !== 'created' && purchase.status !== 'open')) return;
      await this.purchases.setStatus(tx, id, 'expired');
      const { userId } = purchase;
      await announce(tx, purchaseClosed, { userId, purchaseId: id, status: 'expired' });
    });
  }
}
