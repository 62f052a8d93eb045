import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import { Jobs } from '../../jobs/background/jobs.js';
import type { UserId } from '../../kernel/ids.js';
import { checkRecharge, rechargeCapped } from '../billing.jobs.js';
import { AutoRechargesRepository } from './auto-recharges.repository.js';

/** A recharge that may not happen yet is looked at again when it may, whether the customer does anything or not. */
@Injectable()
export class RechargeHoldback {
  constructor(
    private readonly recharges: AutoRechargesRepository,
    private readonly jobs: Jobs,
  ) {}

  until(tx: Tx, userId: UserId, runAt: Date): Promise<void> {
    return this.jobs.enqueue(tx, checkRecharge, { userId }, { jobKey: `recharge-check:${userId}`, runAt });
  }

  /** The customer hears of the cap once a month. */
  async capped(tx: Tx, userId: UserId, month: string, nextMonthAt: Date): Promise<void> {
    if (await this.recharges.markCapped(tx, userId, month)) {
      await announce(tx, rechargeCapped, { userId, month });
    }
    await this.until(tx, userId, nextMonthAt);
  }
}
