import { Injectable } from '@nestjs/common';
import { Transactor } from '../database/transactor.js';
import { announce } from '../jobs/background/announce.js';
import { Clock } from '../kernel/clock.js';
import type { UserId } from '../kernel/ids.js';
import type { Language } from './language.js';
import { userChanged } from './users.jobs.js';
import { UsersRepository } from './users.repository.js';

/** The language of all texts from now on; null follows the Telegram app again. */
@Injectable()
export class ChooseLanguage {
  constructor(
    private readonly transactor: Transactor,
    private readonly users: UsersRepository,
    private readonly clock: Clock,
  ) {}

  async execute(userId: UserId, language: Language | null): Promise<void> {
    await this.transactor.run(async (tx) => {
      const isNews = await this.users.chooseLanguage(tx, userId, language, this.clock.now());
      if (isNews) await announce(tx, userChanged, { userId });
    });
  }
}
