import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { CardLane } from '../cards/card-lane.js';
import type { ChatId, TelegramId } from '../../kernel/ids.js';
import { UsersRepository } from '../../users/users.repository.js';
import { spamTopicName } from '../spam/spam-topic-keeper.js';
import { SpamTopicsRepository } from '../spam/spam-topics.repository.js';
import { ThreadsRepository } from './threads.repository.js';

export type Adoption =
  | { readonly kind: 'adopted' | 'known' | 'not-ours' }
  /** The thread has another topic by now. */
  | { readonly kind: 'spare'; readonly topicId: number };

/**
 * Telegram reports the topics that the bot made. One whose creation crashed before it was stored is kept here, by
 * the id in its name, so that the customer does not get a second one. When there is a second one already, moderators
 * may have begun to answer in the first: it stays a way to the customer.
 */
@Injectable()
export class AdoptTopic {
  constructor(
    private readonly transactor: Transactor,
    private readonly users: UsersRepository,
    private readonly threads: ThreadsRepository,
    private readonly card: CardLane,
    private readonly spamTopics: SpamTopicsRepository,
  ) {}

  async execute(chatId: ChatId, topicId: number, name: string): Promise<Adoption> {
    if (name === spamTopicName) {
      await this.transactor.run((tx) => this.spamTopics.keep(tx, chatId, topicId));
      return { kind: 'adopted' };
    }
    const telegramId = Number(/(?:^|\s)(\d+)$/.exec(name)?.[1] ?? Number.NaN) as TelegramId;
    if (!Number.isSafeInteger(telegramId)) return { kind: 'not-ours' };
    return this.transactor.run(async (tx) => {
      const user = await this.users.byTelegramId(tx, telegramId);
      const thread = user === null ? undefined : await this.threads.byUser(tx, user.id);
      if (thread?.chatId !== chatId) return { kind: 'not-ours' };
      if (await this.threads.setTopic(tx, thread, topicId)) {
        await this.card.want(tx, { ...thread, topicId });
        return { kind: 'adopted' };
      }
      const { topicId: present } = await this.threads.byId(tx, thread.id);
      if (present === null || present === topicId) return { kind: 'known' };
      const isNew = await this.threads.addSpareTopic(tx, thread, topicId);
      return isNew ? { kind: 'spare', topicId: present } : { kind: 'known' };
    });
  }
}
