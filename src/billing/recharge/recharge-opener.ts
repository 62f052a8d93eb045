import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Jobs } from '../../jobs/background/jobs.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import { chargeRecharge } from '../billing.jobs.js';
import type { Offer } from '../catalog/catalog.js';
import { PaymentGateway } from '../payment-gateway.js';
import { PurchasesRepository } from '../purchases/purchases.repository.js';
import { RechargeAttemptsRepository } from './recharge-attempts.repository.js';
import type { Standing } from './recharge-position.query.js';

/** Begins an attempt: its row, its purchase and the job that charges, all in the caller's transaction. */
@Injectable()
export class RechargeOpener {
  constructor(
    private readonly attempts: RechargeAttemptsRepository,
    private readonly purchases: PurchasesRepository,
    private readonly gateway: PaymentGateway,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** Does nothing when one is open already. */
  async open(tx: Tx, userId: UserId, offer: Offer, standing: Standing): Promise<void> {
    const [id, purchaseId] = [randomUUID(), randomUUID()];
    if (!(await this.attempts.open(tx, { id, purchaseId }, userId, standing))) return;
    const { provider, livemode } = this.gateway;
    const createdAt = this.clock.now();
    const sold = { userId, offer, price: offer.price, provider, livemode };
    const purchase = { ...sold, createdAt, expiresAt: null, savesCard: false };
    await this.purchases.insert(tx, purchase, purchaseId, 'processing');
    await this.jobs.enqueue(tx, chargeRecharge, { attemptId: id, try: 1 });
  }
}
