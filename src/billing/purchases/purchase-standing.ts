import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/db.js';
import type { UserId } from '../../kernel/ids.js';
import { SettingsService } from '../../users/settings/settings.service.js';
import { UsersRepository } from '../../users/users.repository.js';
import { DisputesRepository } from '../disputes/disputes.repository.js';

/** What speaks against further purchases of a customer. */
export interface Standing {
  /** Open or lost disputes that count. */
  readonly disputes: number;
  /** There are too many of them. */
  readonly isBlocked: boolean;
  readonly isBanned: boolean;
  /** Nobody could use what is bought. */
  readonly isErased: boolean;
}

@Injectable()
export class PurchaseStanding {
  constructor(
    private readonly settings: SettingsService,
    private readonly disputes: DisputesRepository,
    private readonly users: UsersRepository,
  ) {}

  async of(db: Db, userId: UserId): Promise<Standing> {
    // Past the cache: whoever opens a page while the limit is lowered is either seen there or sees it here.
    const { block_after_disputes: limit } = await this.settings.values(db);
    const disputes = await this.disputes.against(db, userId);
    const { bannedAt, telegramId } = await this.users.byId(db, userId);
    return {
      disputes,
      isBlocked: limit > 0 && disputes >= limit,
      isBanned: bannedAt !== null,
      isErased: telegramId === null,
    };
  }
}
