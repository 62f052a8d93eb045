import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import { Clock } from '../../kernel/clock.js';
import type { Money } from '../../kernel/money.js';
import { AccessRepository } from '../access/access.repository.js';
import { passSpan } from '../access/extend-pass.js';
import { creditsGranted, purchaseSettled } from '../billing.jobs.js';
import { graceAfter } from '../ledger/grace.js';
import { Ledger } from '../ledger/ledger.js';
import type { Source } from '../ledger/ledger.types.js';
import { PaymentsRepository } from '../purchases/payments.repository.js';
import type { Purchase } from '../purchases/purchase.entity.js';
import { PurchasesRepository } from '../purchases/purchases.repository.js';

export interface Paid {
  readonly purchase: Purchase;
  /** Unique for the payment: a checkout session, or one period of a subscription. */
  readonly source: Source;
  readonly paymentIntentId: string | null;
  readonly total: Money;
  /** The paid period of a subscription; a pass counts its own span. */
  readonly period?: { readonly start: Date; readonly end: Date };
}

/** Gives what a payment bought: the payment row, credits, access and the announcement, in one transaction. */
@Injectable()
export class Fulfilment {
  constructor(
    private readonly purchases: PurchasesRepository,
    private readonly payments: PaymentsRepository,
    private readonly ledger: Ledger,
    private readonly access: AccessRepository,
    private readonly clock: Clock,
  ) {}

  /** False when this payment was fulfilled before. The caller holds the purchase's lock. */
  async fulfil(tx: Tx, paid: Paid): Promise<boolean> {
    const { purchase, source, paymentIntentId, total } = paid;
    const now = this.clock.now();
    const { userId, credits } = purchase;
    const paymentId = await this.payments.insert(tx, {
      purchase,
      source,
      paymentIntentId,
      total,
      credits,
      paidAt: now,
    });
    if (paymentId === null) return false;
    await this.purchases.setStatus(tx, purchase.id, 'paid', now);
    await this.openAccess(tx, paid, now);
    const origin = purchase.kind === 'subscription' ? 'subscription' : 'paid';
    // A plan's credits end with the period that was paid; what was bought for good never expires.
    const expiresAt = paid.period === undefined ? null : graceAfter(paid.period.end);
    const grant = { userId, amount: credits, origin, source, expiresAt, reason: purchase.title } as const;
    await this.ledger.grant(tx, grant);
    await announce(tx, purchaseSettled, { userId, purchaseId: purchase.id, paymentId });
    await announce(tx, creditsGranted, { userId });
    return true;
  }

  private async openAccess(tx: Tx, { purchase, source, period }: Paid, now: Date): Promise<void> {
    const { userId, productId } = purchase;
    if (period !== undefined) {
      const span = { startsAt: period.start, endsAt: period.end };
      await this.access.insert(tx, { userId, kind: 'subscription', productId, source, ...span });
    }
    if (purchase.durationSeconds !== null) {
      // The account row serialises two passes paid at the same moment, so that the second one extends the first.
      await tx.query(`select 1 from credit_accounts where user_id = $1 for update`, [userId]);
      const span = passSpan(now, await this.access.lastPassEnd(tx, userId), purchase.durationSeconds);
      await this.access.insert(tx, { userId, kind: 'pass', productId, source, ...span });
    }
  }
}
