import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { cardSaved, purchaseSettled } from '../billing.jobs.js';
import { PaymentGateway } from '../payment-gateway.js';
import { PaymentsRepository } from '../purchases/payments.repository.js';
import { PurchasesRepository } from '../purchases/purchases.repository.js';
import { AutoRechargesRepository } from './auto-recharges.repository.js';

/** A checkout that was to store the card is paid: which card it is, is asked at the provider. */
@Injectable()
@OnEvent(purchaseSettled, 'remember-card')
export class RememberCard {
  constructor(
    private readonly transactor: Transactor,
    private readonly purchases: PurchasesRepository,
    private readonly payments: PaymentsRepository,
    private readonly recharges: AutoRechargesRepository,
    private readonly gateway: PaymentGateway,
  ) {}

  async handle(settled: { userId: UserId; purchaseId: string; paymentId: number }): Promise<void> {
    const { userId, purchaseId, paymentId } = settled;
    const { reader } = this.transactor;
    const purchase = await this.purchases.byId(reader, purchaseId);
    if (purchase?.savesCard !== true) return;
    const chargeId = (await this.payments.byId(reader, paymentId))?.paymentIntentId ?? null;
    // A promotion code that paid for everything leaves nothing to charge, and so no card.
    const card = chargeId === null ? undefined : await this.gateway.savedCardOf(chargeId);
    if (card === undefined) return;
    await this.transactor.run(async (tx) => {
      const productCode = await this.recharges.rememberCard(tx, userId, card, purchase.productId);
      if (productCode === undefined) return;
      await announce(tx, cardSaved, { userId, purchaseId, productCode });
    });
  }
}
