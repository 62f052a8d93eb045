import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import type { UserId } from '../../kernel/ids.js';
import type { StopReason } from '../billing.jobs.js';
import { RechargeAttemptsRepository } from '../recharge/recharge-attempts.repository.js';
import { RechargeSwitch } from '../recharge/recharge-switch.js';

/** Turns auto-recharge off. For any other reason than the customer's wish the customer is told. */
@Injectable()
export class StopAutoRecharge {
  constructor(
    private readonly transactor: Transactor,
    private readonly attempts: RechargeAttemptsRepository,
    private readonly power: RechargeSwitch,
  ) {}

  /** False when it was off before. A charge that is on its way cannot be called back. */
  execute(userId: UserId, reason: StopReason | 'customer'): Promise<boolean> {
    return this.transactor.run(async (tx) => {
      await this.attempts.lockedOpenOf(tx, userId);
      return reason === 'customer'
        ? this.power.turnOff(tx, userId, reason)
        : this.power.stop(tx, userId, reason);
    });
  }
}
