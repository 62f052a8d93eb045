import { Injectable } from '@nestjs/common';
import type { Db } from '../database/db.js';
import type { UserId } from '../kernel/ids.js';
import type { Money } from '../kernel/money.js';
import { AccessRepository, type RunningAccess } from './access/access.repository.js';
import { type LotSums, LotsRepository, type Standing } from './ledger/lots.repository.js';
import { type LastPayment, PaymentsRepository } from './purchases/payments.repository.js';
import { type RechargeStatus, RechargeStatusQuery } from './recharge/recharge-status.query.js';
import { type PlanOverview, PlansQuery } from './subscriptions/plans.query.js';

/** A customer's money at a glance, for `/balance` and for the moderators' card. */
export interface BillingOverview {
  /** What can be spent now; never negative. */
  readonly credits: number;
  /** What they are made of. */
  readonly lots: LotSums;
  readonly held: number;
  /** Set aside while a payment is checked. */
  readonly frozen: number;
  readonly owed: number;
  readonly nextExpiry: Standing['nextExpiry'];
  readonly access: RunningAccess | undefined;
  readonly plans: readonly PlanOverview[];
  readonly spend: readonly Money[];
  readonly lastPayment: LastPayment | undefined;
  readonly recharge: RechargeStatus | undefined;
}

@Injectable()
export class BillingOverviewQuery {
  constructor(
    private readonly lots: LotsRepository,
    private readonly access: AccessRepository,
    private readonly payments: PaymentsRepository,
    private readonly recharge: RechargeStatusQuery,
    private readonly plans: PlansQuery,
  ) {}

  async of(db: Db, userId: UserId): Promise<BillingOverview> {
    const { spendable, lots, held, frozen, owed, nextExpiry } = await this.lots.standing(db, userId);
    return {
      credits: Math.max(0, spendable - owed),
      lots,
      held,
      frozen,
      owed,
      nextExpiry,
      access: await this.access.running(db, userId),
      plans: await this.plans.ofUser(db, userId),
      spend: await this.payments.lifetimeSpend(db, userId),
      lastPayment: await this.payments.last(db, userId),
      recharge: await this.recharge.of(db, userId),
    };
  }
}
