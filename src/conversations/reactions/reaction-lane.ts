import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Lanes } from '../../jobs/lanes/lanes.js';
import { mirrorReaction, type MirrorReactionPayload } from '../conversations.jobs.js';
import { deskLane, priorities, reactionLane } from '../outbound-lanes.js';
import { ThreadsRepository } from '../threads/threads.repository.js';
import { type Crossing, ReactionsRepository } from './reactions.repository.js';

/** Puts reactions on their way, behind everything that people say to each other. */
@Injectable()
export class ReactionLane {
  constructor(
    private readonly threads: ThreadsRepository,
    private readonly reactions: ReactionsRepository,
    private readonly lanes: Lanes,
  ) {}

  show(tx: Tx, crossing: Crossing, on: MirrorReactionPayload['on']): Promise<void> {
    const isInTopic = (crossing.direction === 'from_customer') === (on === 'copy');
    return this.put(tx, crossing.threadId, isInTopic, [{ message: crossing.id, on }]);
  }

  /** Copies have come to stand: what people set on the originals meanwhile follows. */
  async catchUp(
    tx: Tx,
    threadId: number,
    direction: Crossing['direction'],
    messages: readonly number[],
  ): Promise<void> {
    const claimed = await this.reactions.claim(tx, messages);
    if (claimed.length === 0) return;
    const places = claimed.map((message) => ({ message, on: 'copy' as const }));
    await this.put(tx, threadId, direction === 'from_customer', places);
  }

  private async put(
    tx: Tx,
    threadId: number,
    isInTopic: boolean,
    places: readonly MirrorReactionPayload[],
  ): Promise<void> {
    const thread = await this.threads.byId(tx, threadId);
    // In the topic on the lane of the delivered mark, which is a reaction to the same message.
    const lane = isInTopic ? deskLane(thread.id, thread.chatId) : reactionLane(thread.telegramId);
    const item = { queue: 'outbound', ...lane, kind: mirrorReaction, priority: priorities.card } as const;
    await this.lanes.enqueueMany(
      tx,
      places.map((payload) => ({ ...item, payload })),
    );
  }
}
