import { Injectable } from '@nestjs/common';
import { BillingOverviewQuery } from '../../billing/billing-overview.query.js';
import { purchaseSettled } from '../../billing/billing.jobs.js';
import { PaymentsRepository } from '../../billing/purchases/payments.repository.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { receiptView } from '../views/receipt.view.js';
import { CustomerNotices } from './customer-notices.js';

interface SettledPurchase {
  readonly userId: UserId;
  readonly paymentId: number;
  readonly afterFailure?: boolean;
}

@Injectable()
@OnEvent(purchaseSettled, 'receipt')
export class ReceiptHandler {
  constructor(
    private readonly notices: CustomerNotices,
    private readonly payments: PaymentsRepository,
    private readonly billing: BillingOverviewQuery,
  ) {}

  async handle({ userId, paymentId, afterFailure = false }: SettledPurchase): Promise<void> {
    const payment = await this.payments.byId(this.notices.reader, paymentId);
    if (payment === undefined) return;
    const overview = await this.billing.of(this.notices.reader, userId);
    await this.notices.tell(userId, `receipt:${paymentId}`, ({ to }) =>
      receiptView({ payment, overview, afterFailure }, to),
    );
  }
}
