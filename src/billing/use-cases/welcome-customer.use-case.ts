import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import type { UserId } from '../../kernel/ids.js';
import { SettingsService } from '../../users/settings/settings.service.js';
import { UsersRepository } from '../../users/users.repository.js';
import { creditsGranted } from '../billing.jobs.js';
import { Ledger } from '../ledger/ledger.js';

/** Gives a new customer the welcome credits, once in a lifetime. */
@Injectable()
export class WelcomeCustomer {
  constructor(
    private readonly transactor: Transactor,
    private readonly ledger: Ledger,
    private readonly settings: SettingsService,
    private readonly users: UsersRepository,
  ) {}

  async execute(userId: UserId): Promise<void> {
    const { welcome_credits: amount } = await this.settings.current(this.transactor.reader);
    if (amount === 0) return;
    await this.transactor.run(async (tx) => {
      const [given] = await tx.query(`select 1 from ledger_transactions where idempotency_key = $1`, [
        `grant:welcome:${userId}`,
      ]);
      // Asked first, because the owner may have changed the amount since.
      if (given !== undefined) return;
      if ((await this.users.byId(tx, userId)).isReturning) return;
      const source = { type: 'welcome', id: String(userId) };
      await announce(tx, creditsGranted, { userId });
      const welcome = { userId, amount, origin: 'promo', source, reason: 'welcome' } as const;
      await this.ledger.grant(tx, { ...welcome, isLast: true });
    });
  }
}
