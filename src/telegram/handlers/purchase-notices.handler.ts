import { Injectable } from '@nestjs/common';
import { purchaseClosed, purchasePending } from '../../billing/billing.jobs.js';
import { PurchasesRepository } from '../../billing/purchases/purchases.repository.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { escape } from '../views/view.js';
import { CustomerNotices } from './customer-notices.js';

interface PurchaseNews {
  readonly userId: UserId;
  readonly purchaseId: string;
  readonly status?: 'failed' | 'expired';
}

/**
 * A purchase that is on its way or failed. Expired pages are not told: every look at the product list opens some,
 * and nobody wants to read that they were not used.
 */
@Injectable()
@OnEvent(purchaseClosed, 'notice')
@OnEvent(purchasePending, 'notice')
export class PurchaseNoticesHandler {
  constructor(
    private readonly notices: CustomerNotices,
    private readonly purchases: PurchasesRepository,
  ) {}

  async handle({ userId, purchaseId, status }: PurchaseNews): Promise<void> {
    if (status === 'expired') return;
    const purchase = await this.purchases.byId(this.notices.reader, purchaseId);
    if (purchase === null) return;
    const title = escape(purchase.title);
    await this.notices.tell(userId, `purchase:${purchaseId}:${status ?? 'pending'}`, ({ to }) => ({
      text: status === undefined ? to.texts.pending(title) : to.texts.failed(title),
    }));
  }
}
