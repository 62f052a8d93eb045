import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import { SettingsService } from '../../users/settings/settings.service.js';
import { CustomerBanned, PlanHeld, PurchasesBlocked, TooManyPages } from '../billing.errors.js';
import type { ProductKind } from '../catalog/product.entity.js';
import { PlanHoldings, type PlanWay } from '../subscriptions/plan-holdings.js';
import { PurchaseStanding, type Standing } from './purchase-standing.js';
import { PurchasesRepository } from './purchases.repository.js';

const hour = 60 * 60 * 1_000;

/** What is to be bought, as far as a rule asks. */
export interface Wish {
  readonly kind: ProductKind;
  readonly productId: number;
}

/** Whether a customer may begin a purchase. */
@Injectable()
export class PurchaseGate {
  constructor(
    private readonly settings: SettingsService,
    private readonly standings: PurchaseStanding,
    private readonly purchases: PurchasesRepository,
    private readonly plans: PlanHoldings,
    private readonly clock: Clock,
  ) {}

  standing(db: Db, userId: UserId): Promise<Standing> {
    return this.standings.of(db, userId);
  }

  /** Throws `CustomerBanned` and `PurchasesBlocked`. */
  async check(db: Db, userId: UserId): Promise<void> {
    const { disputes, isBlocked, isBanned } = await this.standing(db, userId);
    if (isBanned) throw new CustomerBanned();
    if (isBlocked) throw new PurchasesBlocked({ disputes });
  }

  /** What stands in place of buying a plan; undefined when it can be bought, and for everything else on sale. */
  async planWay(db: Db, userId: UserId, { kind, productId }: Wish): Promise<PlanWay | undefined> {
    return kind === 'subscription' ? this.plans.wayTo(db, userId, productId) : undefined;
  }

  /** Throws `PlanHeld`. */
  async checkPlan(db: Db, userId: UserId, wish: Wish): Promise<void> {
    const way = await this.planWay(db, userId, wish);
    if (way !== undefined) throw new PlanHeld({ productId: wish.productId, way });
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
