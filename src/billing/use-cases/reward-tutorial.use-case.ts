import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import type { UserId } from '../../kernel/ids.js';
import { SettingsService } from '../../users/settings/settings.service.js';
import { UsersRepository } from '../../users/users.repository.js';
import { creditsGranted } from '../billing.jobs.js';
import { Ledger } from '../ledger/ledger.js';
import { LedgerRepository } from '../ledger/ledger.repository.js';

/** Gives the bonus for a finished introduction, once in a lifetime. */
@Injectable()
export class RewardTutorial {
  constructor(
    private readonly transactor: Transactor,
    private readonly accounts: LedgerRepository,
    private readonly ledger: Ledger,
    private readonly settings: SettingsService,
    private readonly users: UsersRepository,
  ) {}

  /** The credits given now; 0 when there is no bonus, or they had it. */
  execute(userId: UserId): Promise<number> {
    return this.transactor.run(async (tx) => {
      const { tutorial_bonus: amount } = await this.settings.current(tx);
      if (amount === 0 || (await this.users.byId(tx, userId)).isReturning) return 0;
      await this.accounts.lock(tx, userId);
      // Asked first, because the owner may have changed the amount since.
      if (await this.accounts.isKnown(tx, `grant:tutorial:${userId}`)) return 0;
      const source = { type: 'tutorial', id: String(userId) };
      await this.ledger.grant(tx, { userId, amount, origin: 'promo', source, reason: 'tutorial' });
      await announce(tx, creditsGranted, { userId });
      return amount;
    });
  }
}
