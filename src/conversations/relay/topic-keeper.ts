import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { CardLane } from '../cards/card-lane.js';
import { TopicClosed, TopicGone } from '../conversations.errors.js';
import { topicName } from '../threads/topic-name.js';
import { type ThreadPlace, ThreadsRepository } from '../threads/threads.repository.js';
import { TopicGateway, type TopicPlace } from '../topic-gateway.js';

/** Sees to it that a thread has a topic to write into: makes it, makes it again, reopens it. */
@Injectable()
export class TopicKeeper {
  constructor(
    private readonly transactor: Transactor,
    private readonly threads: ThreadsRepository,
    private readonly card: CardLane,
    private readonly gateway: TopicGateway,
  ) {}

  /**
   * Runs `work` in the thread's topic. The lane runs one at a time, so a thread never gets two topics; a topic that
   * is gone is made again once, a closed one reopened, and the work is done again.
   */
  async inTopic<Result>(
    threadId: number,
    work: (place: TopicPlace, thread: ThreadPlace, gateway: TopicGateway) => Promise<Result>,
  ): Promise<Result> {
    for (let repairs = 0; ; repairs += 1) {
      const thread = await this.settled(threadId);
      try {
        return await work(await this.placeOf(thread), thread, this.gateway);
      } catch (error) {
        if (repairs === 3 || !(await this.repair(thread, error))) throw error;
      }
    }
  }

  /** A conversation that was closed in a group that runs empty begins again in another one. */
  private async settled(threadId: number): Promise<ThreadPlace> {
    const thread = await this.threads.byId(this.transactor.reader, threadId);
    if (!thread.isDraining || thread.state !== 'closed') return thread;
    await this.transactor.run((tx) => this.threads.leaveGroup(tx, thread));
    return this.threads.byId(this.transactor.reader, threadId);
  }

  private async placeOf(thread: ThreadPlace): Promise<TopicPlace> {
    if (thread.topicId !== null) return { chatId: thread.chatId, topicId: thread.topicId };
    const topicId = await this.gateway.createTopic(thread.chatId, topicName(thread));
    await this.transactor.run(async (tx) => {
      await this.threads.setTopic(tx, thread, topicId);
      await this.threads.takeCardWish(tx, thread.id);
      await this.card.want(tx, thread);
    });
    const { topicId: kept } = await this.threads.byId(this.transactor.reader, thread.id);
    return { chatId: thread.chatId, topicId: kept ?? topicId };
  }

  /** True when the cause is mended and the work may be tried again. */
  private async repair(thread: ThreadPlace, error: unknown): Promise<boolean> {
    if (error instanceof TopicGone && thread.topicId !== null) {
      const { topicId } = thread;
      await this.transactor.run((tx) => this.threads.loseTopic(tx, thread, topicId));
      return true;
    }
    if (error instanceof TopicClosed && thread.topicId !== null) {
      await this.gateway.reopenTopic({ chatId: thread.chatId, topicId: thread.topicId });
      return true;
    }
    return false;
  }
}
