import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import type { UserId } from '../../kernel/ids.js';
import { SettingsService } from '../../users/settings/settings.service.js';
import { balanceLow } from '../billing.jobs.js';
import { highestThreshold } from '../recharge/recharge-rules.js';
import { RechargeTrigger } from '../recharge/recharge-trigger.js';

/**
 * Announces a low balance once per crossing and has it topped up for those who wish: exact, because the caller holds
 * the account's lock.
 */
@Injectable()
export class BalanceWatch {
  constructor(
    private readonly settings: SettingsService,
    private readonly recharge: RechargeTrigger,
  ) {}

  /** With more credits than these left, a drop is nobody's business. */
  async floor(tx: Tx): Promise<number> {
    const { low_balance: low, critical_balance: critical } = await this.settings.current(tx);
    return Math.max(low, critical, highestThreshold);
  }

  async dropped(tx: Tx, userId: UserId, before: number, after: number, transactionId: number): Promise<void> {
    const { low_balance: low, critical_balance: critical } = await this.settings.current(tx);
    const crossed = (threshold: number): boolean => before > threshold && after <= threshold;
    if (crossed(critical))
      await announce(tx, balanceLow, { userId, level: 'critical', credits: after, transactionId });
    else if (crossed(low))
      await announce(tx, balanceLow, { userId, level: 'low', credits: after, transactionId });
    // Most spends leave more than anybody's threshold and need not ask.
    if (after <= highestThreshold) await this.recharge.check(tx, userId);
  }
}
