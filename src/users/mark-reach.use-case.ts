import { Injectable } from '@nestjs/common';
import { Transactor } from '../database/transactor.js';
import { announce } from '../jobs/background/announce.js';
import type { TelegramId } from '../kernel/ids.js';
import { Clock } from '../kernel/clock.js';
import type { Reach } from './user.entity.js';
import { userChanged } from './users.jobs.js';
import { UsersRepository } from './users.repository.js';

/** Remembers that a customer blocked the bot, left Telegram or came back, as Telegram tells it. */
@Injectable()
export class MarkReach {
  constructor(
    private readonly transactor: Transactor,
    private readonly users: UsersRepository,
    private readonly clock: Clock,
  ) {}

  async execute(telegramId: TelegramId, reach: Reach): Promise<void> {
    await this.transactor.run(async (tx) => {
      const userId = await this.users.setReach(tx, telegramId, reach, this.clock.now());
      if (userId !== null) await announce(tx, userChanged, { userId });
    });
  }
}
