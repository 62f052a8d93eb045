import { Injectable } from '@nestjs/common';
import {
  markDelivered,
  type MarkDeliveredPayload,
  mirrorReaction,
  type MirrorReactionPayload,
} from '../../conversations/conversations.jobs.js';
import { MirrorReaction } from '../../conversations/reactions/mirror-reaction.use-case.js';
import { HandlesLane, LaneHandler } from '../../jobs/lanes/lane-handler.js';
import type { LaneItem } from '../../jobs/lanes/lane-item.js';

type Payload = MarkDeliveredPayload | MirrorReactionPayload;

/** The delivered mark and people's reactions; whatever waits for one message becomes one call. */
@Injectable()
@HandlesLane({ queue: 'outbound', kinds: [markDelivered, mirrorReaction], batch: 100 })
export class ReactionsHandler extends LaneHandler<Payload> {
  constructor(private readonly mirror: MirrorReaction) {
    super();
  }

  async handle(items: readonly LaneItem<Payload>[]): Promise<readonly number[]> {
    const [first] = items;
    if (first === undefined) return [];
    const { payload } = first;
    if ('on' in payload) await this.mirror.execute(payload);
    else await this.mirror.mark(payload);
    const place = JSON.stringify(payload);
    return items.filter((item) => JSON.stringify(item.payload) === place).map(({ id }) => id);
  }
}
