import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { UsersRepository } from '../../users/users.repository.js';
import { GroupUnusable, NotEditable, TopicGone } from '../conversations.errors.js';
import { groupNeedsHelp } from '../conversations.jobs.js';
import { TopicGateway, type TopicPlace } from '../topic-gateway.js';
import type { TopicMark } from './thread.entity.js';
import { namePrefixOf, topicMarkOf } from './topic-mark.js';
import { topicName } from './topic-name.js';
import { type ThreadPlace, ThreadsRepository } from './threads.repository.js';

/** Shows the state of a conversation in the list of topics: by the topic's icon and, where needed, its name. */
@Injectable()
export class MarkTopic {
  constructor(
    private readonly transactor: Transactor,
    private readonly threads: ThreadsRepository,
    private readonly users: UsersRepository,
    private readonly gateway: TopicGateway,
  ) {}

  async execute(threadId: number): Promise<void> {
    const { reader } = this.transactor;
    const thread = await this.threads.byId(reader, threadId);
    if (thread.topicId === null) return;
    const { reach, bannedAt } = await this.users.byId(reader, thread.userId);
    const mark = topicMarkOf({ state: thread.state, reach, banned: bannedAt !== null });
    if (mark === thread.topicMark) return;
    await this.show(thread, { chatId: thread.chatId, topicId: thread.topicId }, mark);
  }

  private async show(thread: ThreadPlace, place: TopicPlace, mark: TopicMark): Promise<void> {
    const prefix = namePrefixOf(mark);
    // A name that a moderator gave the topic stays as long as the prefix does.
    const isNewName = prefix !== namePrefixOf(thread.topicMark ?? 'open');
    try {
      await this.gateway.markTopic(place, mark, isNewName ? topicName(thread, prefix) : undefined);
    } catch (error) {
      if (error instanceof TopicGone) {
        await this.transactor.run((tx) => this.threads.loseTopic(tx, thread, place.topicId));
        return;
      }
      // An ornament: without it the conversation goes on, and the next change tries again.
      if (error instanceof GroupUnusable) {
        const { problem } = error.details;
        await this.transactor.run((tx) => announce(tx, groupNeedsHelp, { chatId: place.chatId, problem }));
      } else if (!(error instanceof NotEditable)) throw error;
    }
    await this.transactor.run((tx) => this.threads.setTopicMark(tx, thread.id, mark));
  }
}
