import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Jobs } from '../../jobs/background/jobs.js';
import type { UserId } from '../../kernel/ids.js';
import { closePage } from '../billing.jobs.js';
import type { PageClosure } from './purchase.entity.js';
import { PurchasesRepository } from './purchases.repository.js';

/**
 * Withdraws pages that could still be paid and should not be. What is decided here stands at once: no page that was
 * closed is handed out again; a job then tells the provider.
 */
@Injectable()
export class PageClosing {
  constructor(
    private readonly purchases: PurchasesRepository,
    private readonly jobs: Jobs,
  ) {}

  /** All unpaid pages of a customer; for a plan that began only those of other plans. */
  async close(tx: Tx, userId: UserId, why: PageClosure): Promise<void> {
    for (const id of await this.purchases.close(tx, userId, why)) await this.request(tx, id);
  }

  /** The caller holds the purchase's lock. */
  async closeOne(tx: Tx, purchaseId: string, why: PageClosure): Promise<void> {
    await this.purchases.closeOne(tx, purchaseId, why);
    await this.request(tx, purchaseId);
  }

  private request(tx: Tx, purchaseId: string): Promise<void> {
    return this.jobs.enqueue(tx, closePage, { purchaseId }, { jobKey: `close-page:${purchaseId}` });
  }
}
