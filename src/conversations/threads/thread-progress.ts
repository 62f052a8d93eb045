import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Lanes } from '../../jobs/lanes/lanes.js';
import { CardLane } from '../cards/card-lane.js';
import { markDelivered, type MarkDeliveredPayload, syncTopicState } from '../conversations.jobs.js';
import { deskLane, priorities } from '../outbound-lanes.js';
import { type ThreadPlace, ThreadsRepository } from './threads.repository.js';

/** What a delivered message does to its conversation: whose turn it is, and what the card shows. */
@Injectable()
export class ThreadProgress {
  constructor(
    private readonly threads: ThreadsRepository,
    private readonly lanes: Lanes,
    private readonly card: CardLane,
  ) {}

  async customerWrote(tx: Tx, thread: ThreadPlace): Promise<void> {
    await this.turn(tx, thread, 'open');
  }

  /** The moderators' messages get their delivered mark. */
  async moderatorsAnswered(
    tx: Tx,
    thread: ThreadPlace,
    answers: readonly MarkDeliveredPayload[],
  ): Promise<void> {
    await this.turn(tx, thread, 'waiting');
    await this.lanes.enqueueMany(
      tx,
      answers.map(({ chatId, messageId }) => ({
        queue: 'outbound' as const,
        ...deskLane(thread.id, thread.chatId),
        kind: markDelivered,
        payload: { chatId, messageId },
        priority: priorities.relay,
      })),
    );
  }

  /** In a lively conversation neither changes, and a message should cost no statement for it. */
  private async turn(tx: Tx, thread: ThreadPlace, state: 'open' | 'waiting'): Promise<void> {
    if (thread.state !== state) await this.threads.setState(tx, thread.id, state);
    if (thread.state === 'closed') await this.syncTopic(tx, thread);
    if (!thread.cardWanted) await this.card.want(tx, thread);
  }

  /** The topic at Telegram follows the state that the thread has when the call is made. */
  syncTopic(tx: Tx, thread: ThreadPlace): Promise<void> {
    const place = deskLane(thread.id, thread.chatId);
    const payload = { threadId: thread.id };
    return this.lanes.enqueue(tx, {
      queue: 'outbound',
      ...place,
      kind: syncTopicState,
      payload,
      priority: priorities.relay,
    });
  }
}
