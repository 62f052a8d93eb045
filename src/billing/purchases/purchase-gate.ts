import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import { SettingsService } from '../../users/settings/settings.service.js';
import { PlanHeld, PurchasesBlocked, TooManyPages } from '../billing.errors.js';
import type { ProductKind } from '../catalog/product.entity.js';
import { DisputesRepository } from '../disputes/disputes.repository.js';
import { PlanHoldings } from '../subscriptions/plan-holdings.js';
import { PurchasesRepository } from './purchases.repository.js';

const hour = 60 * 60 * 1_000;

/** How a customer's disputes speak against further purchases. */
export interface DisputeStanding {
  /** Open or lost ones that count. */
  readonly disputes: number;
  readonly isBlocked: boolean;
}

/** What is to be bought, as far as a rule asks. */
export interface Wish {
  readonly kind: ProductKind;
  readonly productId: number;
}

/** Whether a customer may begin a purchase. What was begun before can still be paid. */
@Injectable()
export class PurchaseGate {
  constructor(
    private readonly settings: SettingsService,
    private readonly disputes: DisputesRepository,
    private readonly purchases: PurchasesRepository,
    private readonly plans: PlanHoldings,
    private readonly clock: Clock,
  ) {}

  async standing(db: Db, userId: UserId): Promise<DisputeStanding> {
    const { block_after_disputes: limit } = await this.settings.current(db);
    const disputes = await this.disputes.against(db, userId);
    return { disputes, isBlocked: limit > 0 && disputes >= limit };
  }

  /** Throws `PurchasesBlocked`. */
  async check(db: Db, userId: UserId): Promise<void> {
    const { disputes, isBlocked } = await this.standing(db, userId);
    if (isBlocked) throw new PurchasesBlocked({ disputes });
  }

  /** Whether it is a plan that the customer has already. */
  async isHeld(db: Db, userId: UserId, { kind, productId }: Wish): Promise<boolean> {
    return kind === 'subscription' && (await this.plans.has(db, userId, productId));
  }

  /** Throws `PlanHeld`. */
  async checkPlan(db: Db, userId: UserId, wish: Wish): Promise<void> {
    if (await this.isHeld(db, userId, wish)) throw new PlanHeld({ productId: wish.productId });
  }

  /** Throws `TooManyPages`. Parallel requests of one customer are counted one after the other. */
  async checkNewPage(tx: Tx, userId: UserId): Promise<void> {
    await this.purchases.lockPages(tx, userId);
    await this.checkPages(tx, userId);
  }

  async checkPages(db: Db, userId: UserId): Promise<void> {
    const { new_pages_per_hour: limit } = await this.settings.current(db);
    const since = new Date(this.clock.now().getTime() - hour);
    const first = await this.purchases.pageBefore(db, { userId, since, count: limit });
    if (first !== undefined) throw new TooManyPages({ retryAt: new Date(first.getTime() + hour) });
  }
}
