import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import { autoRechargeStopped, type StopReason } from '../billing.jobs.js';
import { AutoRechargesRepository } from './auto-recharges.repository.js';
import { RechargeAttemptsRepository } from './recharge-attempts.repository.js';

/**
 * Ends auto-recharge with everything that waits for a later moment. The caller holds the locks of the open attempt's
 * purchase and of the account.
 */
@Injectable()
export class RechargeSwitch {
  constructor(
    private readonly recharges: AutoRechargesRepository,
    private readonly attempts: RechargeAttemptsRepository,
    private readonly clock: Clock,
  ) {}

  /** For a reason that the customer has to be told. */
  async stop(tx: Tx, userId: UserId, reason: StopReason): Promise<boolean> {
    const stopped = await this.turnOff(tx, userId, reason);
    if (stopped) await this.tell(tx, userId, reason);
    return stopped;
  }

  /** Silently: the customer wished it, or hears of it with its cause. False when it was off before. */
  async turnOff(tx: Tx, userId: UserId, reason: string): Promise<boolean> {
    const open = await this.attempts.openOf(tx, userId);
    if (open !== undefined) await this.attempts.dropIdle(tx, open);
    return this.recharges.stop(tx, userId, 'off', reason);
  }

  tell(tx: Tx, userId: UserId, reason: StopReason): Promise<void> {
    return announce(tx, autoRechargeStopped, { userId, reason, at: this.clock.now().toISOString() });
  }
}
