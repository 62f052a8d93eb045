import { Injectable } from '@nestjs/common';
import { GroupUnusable } from '../../conversations/conversations.errors.js';
import { groupNeedsHelp, relayToTopic, type RelayPayload } from '../../conversations/conversations.jobs.js';
import { DeliverToTopic } from '../../conversations/relay/deliver-to-topic.use-case.js';
import { ThreadsRepository } from '../../conversations/threads/threads.repository.js';
import { announce } from '../../jobs/background/announce.js';
import { HandlesLane, LaneHandler } from '../../jobs/lanes/lane-handler.js';
import type { LaneItem } from '../../jobs/lanes/lane-item.js';
import { TransientFailure } from '../../jobs/lanes/transient-failure.js';
import { albumWait } from './album-wait.js';
import { Transactor } from '../../database/transactor.js';
import { Clock } from '../../kernel/clock.js';

/** Customers' messages, on their way into the topic. */
@Injectable()
@HandlesLane({ queue: 'outbound', kinds: [relayToTopic], batch: 100 })
export class RelayToTopicHandler extends LaneHandler<RelayPayload> {
  constructor(
    private readonly transactor: Transactor,
    private readonly clock: Clock,
    private readonly deliver: DeliverToTopic,
    private readonly threads: ThreadsRepository,
  ) {
    super();
  }

  async handle(items: readonly LaneItem<RelayPayload>[]): Promise<readonly number[]> {
    const [first] = items;
    if (first === undefined) return [];
    const complete = albumWait(items, this.clock.now());
    const waiting = complete.map(({ id, payload }) => ({ itemId: id, message: payload.message }));
    try {
      return await this.deliver.execute(first.payload.threadId, waiting);
    } catch (error) {
      if (!(error instanceof GroupUnusable)) throw error;
      const { chatId } = await this.threads.byId(this.transactor.reader, first.payload.threadId);
      const { problem } = error.details;
      await this.transactor.run((tx) => announce(tx, groupNeedsHelp, { chatId, problem }));
      // A person must repair the group; until then the messages wait in their order.
      throw new TransientFailure(`group ${chatId}: ${problem}`);
    }
  }
}
