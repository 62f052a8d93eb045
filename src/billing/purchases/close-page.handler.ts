import { Injectable } from '@nestjs/common';
import type { ProviderName } from '../../config/app-config.js';
import { Reader } from '../../database/reader.js';
import { HandlesJob } from '../../jobs/background/job-handler.js';
import { closePage } from '../billing.jobs.js';
import { PaymentProviders } from '../payment-providers.js';
import { SettlePurchase } from '../use-cases/settle-purchase.use-case.js';
import { PurchasesRepository } from './purchases.repository.js';
import { UnfinishedPurchases } from './unfinished-purchases.js';

/** Has the provider close a page. Whatever was paid before that is settled as ever. */
@Injectable()
@HandlesJob(closePage)
export class ClosePage {
  constructor(
    private readonly reader: Reader,
    private readonly purchases: PurchasesRepository,
    private readonly providers: PaymentProviders,
    private readonly unfinished: UnfinishedPurchases,
    private readonly settle: SettlePurchase,
  ) {}

  async handle({ purchaseId }: { purchaseId: string }): Promise<void> {
    const purchase = await this.purchases.byId(this.reader, purchaseId);
    if (purchase === null || purchase.status === 'paid' || purchase.status === 'processing') return;
    const { sessionId } = purchase;
    // A page that is just being made is asked for again once it is there.
    if (sessionId === null) return this.unfinished.expire(purchaseId);
    const state = await this.providers.of(purchase.provider as ProviderName).closeCheckout(sessionId);
    if (state === undefined) return this.unfinished.expire(purchaseId);
    // Paid in this moment: its own news settles it.
    if (state.status === 'expired') await this.settle.execute(state);
  }
}
