import { Injectable } from '@nestjs/common';
import { GroupUnusable } from '../../conversations/conversations.errors.js';
import { deleteTopic, type DeleteTopicPayload, topicKept } from '../../conversations/conversations.jobs.js';
import { TopicGateway } from '../../conversations/topic-gateway.js';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { HandlesLane, LaneHandler } from '../../jobs/lanes/lane-handler.js';
import type { LaneItem } from '../../jobs/lanes/lane-item.js';
import { GroupRepair } from './group-repair.js';

/** Deletes the topic of somebody whose data was erased. When Telegram refuses, somebody has to do it by hand. */
@Injectable()
@HandlesLane({ queue: 'outbound', kinds: [deleteTopic] })
export class DeleteTopicHandler extends LaneHandler<DeleteTopicPayload> {
  constructor(
    private readonly transactor: Transactor,
    private readonly gateway: TopicGateway,
    private readonly repair: GroupRepair,
  ) {
    super();
  }

  async handle(items: readonly LaneItem<DeleteTopicPayload>[]): Promise<readonly number[]> {
    const [item] = items;
    if (item === undefined) return [];
    await this.repair.during(() => this.delete(item.payload));
    return [item.id];
  }

  override givenUp(tx: Tx, { payload }: LaneItem<DeleteTopicPayload>): Promise<void> {
    return announce(tx, topicKept, { ...payload, why: 'refused' });
  }

  /** Asked again until it works, for a day; General need not wait for that to hear of it. */
  private async delete(place: DeleteTopicPayload): Promise<void> {
    try {
      await this.gateway.deleteTopic(place);
    } catch (error) {
      if (error instanceof GroupUnusable)
        await this.transactor.run((tx) => announce(tx, topicKept, { ...place, why: 'refused' }));
      throw error;
    }
  }
}
