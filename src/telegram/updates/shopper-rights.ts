import { Injectable } from '@nestjs/common';
import { PurchaseGate, type Wish } from '../../billing/purchases/purchase-gate.js';
import type { PlanWay } from '../../billing/subscriptions/plan-holdings.js';
import { Reader } from '../../database/reader.js';
import type { UserId } from '../../kernel/ids.js';

/** Whether a customer may buy, asked before anything is offered to them; opening a page asks again. */
@Injectable()
export class ShopperRights {
  constructor(
    private readonly reader: Reader,
    private readonly gate: PurchaseGate,
  ) {}

  async areGone(userId: UserId): Promise<boolean> {
    const { isBlocked, isBanned } = await this.gate.standing(this.reader, userId);
    return isBlocked || isBanned;
  }

  /** Throws `CustomerBanned` and `PurchasesBlocked`. */
  check(userId: UserId): Promise<void> {
    return this.gate.check(this.reader, userId);
  }

  /** What stands in place of buying a plan. */
  planWay(userId: UserId, wish: Wish): Promise<PlanWay | undefined> {
    return this.gate.planWay(this.reader, userId, wish);
  }

  /** Throws `PlanHeld`. */
  checkPlan(userId: UserId, wish: Wish): Promise<void> {
    return this.gate.checkPlan(this.reader, userId, wish);
  }

  /** Throws `TooManyPages`. */
  checkPages(userId: UserId): Promise<void> {
    return this.gate.checkPages(this.reader, userId);
  }
}
