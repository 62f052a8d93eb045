import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import type { Message } from '../messages/message.entity.js';
import { MessagesRepository, type QueuedMessage } from '../messages/messages.repository.js';
import type { Standing } from '../messages/standing.js';
import { ReactionLane } from '../reactions/reaction-lane.js';

/** What a delivery does to the messages that it showed. */
@Injectable()
export class Crossings {
  constructor(
    readonly messages: MessagesRepository,
    private readonly reactions: ReactionLane,
  ) {}

  /** Stores where the copies stand; what people set on the originals meanwhile follows. */
  async stand(
    tx: Tx,
    batch: readonly QueuedMessage[],
    direction: Message['direction'],
    standing: Standing,
  ): Promise<void> {
    const ids = batch.map((message) => message.id);
    await this.messages.delivered(tx, ids, standing);
    const threadId = batch[0]?.threadId;
    if (threadId !== undefined) await this.reactions.catchUp(tx, threadId, direction, ids);
  }
}
