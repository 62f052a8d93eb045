import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { TopicGone } from '../conversations.errors.js';
import { TopicGateway } from '../topic-gateway.js';
import { ThreadsRepository } from './threads.repository.js';

/** Closes or opens the topic at Telegram, as the conversation is. */
@Injectable()
export class SyncTopicState {
  constructor(
    private readonly transactor: Transactor,
    private readonly threads: ThreadsRepository,
    private readonly gateway: TopicGateway,
  ) {}

  async execute(threadId: number): Promise<void> {
    const { chatId, topicId, state } = await this.threads.byId(this.transactor.reader, threadId);
    if (topicId === null) return;
    try {
      if (state === 'closed') await this.gateway.closeTopic({ chatId, topicId });
      else await this.gateway.reopenTopic({ chatId, topicId });
    } catch (error) {
      // The next message makes a new topic, which is open.
      if (!(error instanceof TopicGone)) throw error;
    }
  }
}
