import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { CardLane } from '../cards/card-lane.js';
import type { ChatId, TelegramId } from '../../kernel/ids.js';
import { UsersRepository } from '../../users/users.repository.js';
import { ThreadsRepository } from './threads.repository.js';

/**
 * Telegram reports the topics that the bot made. One whose creation crashed before it was stored is kept here, by
 * the id in its name, so that the customer does not get a second one.
 */
@Injectable()
export class AdoptTopic {
  constructor(
    private readonly transactor: Transactor,
    private readonly users: UsersRepository,
    private readonly threads: ThreadsRepository,
    private readonly card: CardLane,
  ) {}

  async execute(chatId: ChatId, topicId: number, name: string): Promise<'adopted' | 'not-ours'> {
    const telegramId = Number(/(?:^|\s)(\d+)$/.exec(name)?.[1] ?? Number.NaN) as TelegramId;
    if (!Number.isSafeInteger(telegramId)) return 'not-ours';
    return this.transactor.run(async (tx) => {
      const user = await this.users.byTelegramId(tx, telegramId);
      const thread = user === null ? undefined : await this.threads.byUser(tx, user.id);
      if (thread?.chatId !== chatId || !(await this.threads.setTopic(tx, thread, topicId))) return 'not-ours';
      await this.card.want(tx, { ...thread, topicId });
      return 'adopted';
    });
  }
}
