import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { userChanged } from '../../users/users.jobs.js';
import { PageClosing } from './page-closing.js';
import { PurchaseStanding } from './purchase-standing.js';

/** Whoever is banned pays for nothing that they could not use. */
@Injectable()
@OnEvent(userChanged, 'close-pages')
export class ClosePagesOfBanned {
  constructor(
    private readonly transactor: Transactor,
    private readonly standings: PurchaseStanding,
    private readonly pages: PageClosing,
  ) {}

  async handle({ userId }: { userId: UserId }): Promise<void> {
    await this.transactor.run(async (tx) => {
      if ((await this.standings.of(tx, userId)).isBanned) await this.pages.close(tx, userId, 'block');
    });
  }
}
