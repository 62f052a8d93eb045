import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import type { UserId } from '../../kernel/ids.js';
import { SettingsService } from '../../users/settings/settings.service.js';
import { balanceLow } from '../billing.jobs.js';

/** Announces a low balance once per crossing: exact, because the caller holds the account's lock. */
@Injectable()
export class BalanceWatch {
  constructor(private readonly settings: SettingsService) {}

  async dropped(tx: Tx, userId: UserId, before: number, after: number, transactionId: number): Promise<void> {
    const { low_balance: low, critical_balance: critical } = await this.settings.current(tx);
    const crossed = (threshold: number): boolean => before > threshold && after <= threshold;
    if (crossed(critical))
      await announce(tx, balanceLow, { userId, level: 'critical', credits: after, transactionId });
    else if (crossed(low))
      await announce(tx, balanceLow, { userId, level: 'low', credits: after, transactionId });
  }
}
