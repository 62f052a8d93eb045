import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import type { ChatId, TelegramId } from '../../kernel/ids.js';
import type { View } from '../views/view.js';
import { Outbox } from './outbox.js';
import { StandingNoticesRepository } from './standing-notices.repository.js';

/**
 * One message under a key, edited as things go on. `version` rises with what is told: news that are older than what the
 * message says are left out.
 */
@Injectable()
export class StandingNotices {
  constructor(
    private readonly transactor: Transactor,
    private readonly notices: StandingNoticesRepository,
    private readonly outbox: Outbox,
  ) {}

  async forCustomer(telegramId: TelegramId, key: string, version: number, view: View): Promise<void> {
    await this.transactor.run(async (tx) => {
      if (!(await this.notices.claim(tx, key, version))) return;
      await this.outbox.keepForCustomer(tx, telegramId, key, view);
    });
  }

  async inGeneral(chatId: ChatId, key: string, version: number, view: View): Promise<void> {
    await this.transactor.run(async (tx) => {
      if (await this.notices.claim(tx, key, version)) await this.outbox.keepInGroup(tx, chatId, key, view);
    });
  }
}
