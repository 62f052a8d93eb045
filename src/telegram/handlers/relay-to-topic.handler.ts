import { Injectable } from '@nestjs/common';
import { relayToTopic, type RelayPayload } from '../../conversations/conversations.jobs.js';
import { DeliverToTopic } from '../../conversations/relay/deliver-to-topic.use-case.js';
import { HandlesLane, LaneHandler } from '../../jobs/lanes/lane-handler.js';
import type { LaneItem } from '../../jobs/lanes/lane-item.js';
import { AlbumWait } from './album-wait.js';
import { GroupRepair } from './group-repair.js';

/** Customers' messages, on their way into the topic. */
@Injectable()
@HandlesLane({ queue: 'outbound', kinds: [relayToTopic], batch: 100 })
export class RelayToTopicHandler extends LaneHandler<RelayPayload> {
  constructor(
    private readonly albums: AlbumWait,
    private readonly deliver: DeliverToTopic,
    private readonly repair: GroupRepair,
  ) {
    super();
  }

  async handle(items: readonly LaneItem<RelayPayload>[]): Promise<readonly number[]> {
    const [first] = items;
    if (first === undefined) return [];
    const complete = await this.albums.complete(items);
    const waiting = complete.map(({ id, payload }) => ({ itemId: id, message: payload.message }));
    return this.repair.during(() => this.deliver.execute(first.payload.threadId, waiting));
  }
}
