import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import type { ChatId } from '../../kernel/ids.js';
import { TopicClosed, TopicGone } from '../conversations.errors.js';
import { TopicGateway, type TopicPlace } from '../topic-gateway.js';
import { SpamLane } from './spam-lane.js';
import { SpamTopicsRepository } from './spam-topics.repository.js';

/** By its name a topic is recognised whose creation crashed before it was kept. */
export const spamTopicName = '⚠️ Waiting for approval';

/** Sees to it that a group has its Spam topic to write into: makes it, makes it again, reopens it. */
@Injectable()
export class SpamTopicKeeper {
  constructor(
    private readonly transactor: Transactor,
    private readonly topics: SpamTopicsRepository,
    readonly lane: SpamLane,
    private readonly gateway: TopicGateway,
  ) {}

  /** On the group's own lane, which runs one at a time. */
  async inTopic<Result>(chatId: ChatId, work: (place: TopicPlace) => Promise<Result>): Promise<Result> {
    for (let repairs = 0; ; repairs += 1) {
      const place = { chatId, topicId: await this.topicOf(chatId) };
      try {
        return await work(place);
      } catch (error) {
        if (repairs === 3 || !(await this.repair(place, error))) throw error;
      }
    }
  }

  private async topicOf(chatId: ChatId): Promise<number> {
    const kept = await this.topics.of(this.transactor.reader, chatId);
    if (kept !== undefined) return kept;
    const topicId = await this.gateway.createTopic(chatId, spamTopicName);
    return this.transactor.run(async (tx) => {
      await this.topics.keep(tx, chatId, topicId);
      return (await this.topics.of(tx, chatId)) ?? topicId;
    });
  }

  /** True when the cause is mended. The cards that went with a deleted topic come again. */
  private async repair(place: TopicPlace, error: unknown): Promise<boolean> {
    if (error instanceof TopicGone) {
      const { chatId, topicId } = place;
      await this.transactor.run(async (tx) => {
        await this.topics.lose(tx, chatId, topicId);
        for (const id of await this.topics.waiting(tx, chatId))
          await this.lane.show(tx, { id, chatId }, null);
      });
      return true;
    }
    if (!(error instanceof TopicClosed)) return false;
    await this.gateway.reopenTopic(place);
    return true;
  }
}
