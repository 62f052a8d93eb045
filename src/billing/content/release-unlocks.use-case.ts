import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import type { TelegramId, UserId } from '../../kernel/ids.js';
import { UsersRepository } from '../../users/users.repository.js';
import { NotEnoughCredits } from '../billing.errors.js';
import { ContentItemsRepository } from './content-items.repository.js';
import { ContentUnlocksRepository, type Unlock } from './content-unlocks.repository.js';
import { unlockDropped } from './content.jobs.js';
import { UnlockPayment } from './unlock-payment.js';

/** After credits came in: what the customer wanted to unlock opens by itself, oldest wish first. */
@Injectable()
export class ReleaseUnlocks {
  constructor(
    private readonly transactor: Transactor,
    private readonly users: UsersRepository,
    private readonly items: ContentItemsRepository,
    private readonly unlocks: ContentUnlocksRepository,
    private readonly payment: UnlockPayment,
  ) {}

  async execute(userId: UserId): Promise<void> {
    const { telegramId, bannedAt } = await this.users.byId(this.transactor.reader, userId);
    if (telegramId === null || bannedAt !== null) return;
    await this.transactor.run(async (tx) => {
      for (const unlock of await this.unlocks.short(tx, userId)) {
        if (!(await this.goesOn(tx, unlock, telegramId))) return;
      }
    });
  }

  /** False when the credits do not suffice for this one, which then keeps its turn. */
  private async goesOn(tx: Tx, unlock: Unlock, telegramId: TelegramId): Promise<boolean> {
    const { id: unlockId, userId, cost } = unlock;
    const item = await this.items.byId(tx, unlock.itemId);
    if (item === undefined || item.hiddenAt !== null) {
      await this.unlocks.drop(tx, unlockId, 'hidden meanwhile');
      await announce(tx, unlockDropped, { userId, unlockId, why: 'unavailable' });
      return true;
    }
    try {
      // At the price that the customer saw.
      await this.payment.take(tx, unlock, { title: item.title, cost }, telegramId);
      return true;
    } catch (error) {
      if (error instanceof NotEnoughCredits) return false;
      throw error;
    }
  }
}
