import { Injectable } from '@nestjs/common';
import { markTopic, type MarkTopicPayload } from '../../conversations/conversations.jobs.js';
import { MarkTopic } from '../../conversations/threads/mark-topic.use-case.js';
import { HandlesLane, LaneHandler } from '../../jobs/lanes/lane-handler.js';
import type { LaneItem } from '../../jobs/lanes/lane-item.js';

/** Icon and name of a topic follow the state of its conversation. */
@Injectable()
@HandlesLane({ queue: 'outbound', kinds: [markTopic] })
export class MarkTopicHandler extends LaneHandler<MarkTopicPayload> {
  constructor(private readonly mark: MarkTopic) {
    super();
  }

  async handle(items: readonly LaneItem<MarkTopicPayload>[]): Promise<readonly number[]> {
    const [item] = items;
    if (item === undefined) return [];
    await this.mark.execute(item.payload.threadId);
    return [item.id];
  }
}
