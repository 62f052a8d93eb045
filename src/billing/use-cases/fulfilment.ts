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
  /** What an invoice of a plan gives; a one-off purchase gives what it says itself. */
  readonly plan?: PaidPlan;
  /** A renewal whose first try had failed. */
  readonly afterFailure?: boolean;
  /** Nothing follows in the transaction. */
  readonly isLast?: boolean;
}

export interface PaidPlan {
  readonly subscriptionId: string;
  readonly productId: number;
  readonly title: string;
  readonly credits: number;
  /** The end of the time that was paid. */
  readonly until: Date;
  /** None when the plan was changed within its period. */
  readonly periods: readonly { readonly start: Date; readonly end: Date; readonly source: Source }[];
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
    const { purchase, source, paymentIntentId, total, plan, afterFailure = false, isLast = false } = paid;
    const now = this.clock.now();
    const { userId } = purchase;
    const { credits, title, productId } = plan ?? purchase;
    const paymentId = await this.payments.insert(tx, {
      purchase,
      source,
      paymentIntentId,
      total,
      credits,
      productId: productId === purchase.productId ? null : productId,
      paidAt: now,
    });
    if (paymentId === null) return false;
    await this.purchases.setStatus(tx, purchase.id, 'paid', now);
    await this.openAccess(tx, paid, now);
    const origin = purchase.kind === 'subscription' ? 'subscription' : 'paid';
    // A plan's credits end with the period that was paid; what was bought for good never expires.
    const expiresAt = plan === undefined ? null : graceAfter(plan.until);
    await announce(tx, purchaseSettled, { userId, purchaseId: purchase.id, paymentId, afterFailure });
    await announce(tx, creditsGranted, { userId });
    const grant = { userId, amount: credits, origin, source, expiresAt, reason: title } as const;
    await this.ledger.grant(tx, { ...grant, isLast });
    return true;
  }

  private async openAccess(tx: Tx, { purchase, source, plan }: Paid, now: Date): Promise<void> {
    const { userId, productId } = purchase;
    for (const { start: startsAt, end: endsAt, source: period } of plan?.periods ?? []) {
      const { productId: plannedId = productId, subscriptionId = null } = plan ?? {};
      const access = { userId, kind: 'subscription' as const, productId: plannedId, subscriptionId };
      await this.access.insert(tx, { ...access, startsAt, endsAt, source: period });
    }
    if (purchase.durationSeconds !== null) {
      // The account row serialises two passes paid at the same moment, so that the second one extends the first.
      await tx.query(`select 1 from credit_accounts where user_id = $1 for update`, [userId]);
      const span = passSpan(now, await this.access.lastPassEnd(tx, userId), purchase.durationSeconds);
      await this.access.insert(tx, {
        userId,
        kind: 'pass',
        productId,
        source,
        subscriptionId: null,
        ...span,
      });
    }
  }
}
