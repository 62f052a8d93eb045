import { Injectable } from '@nestjs/common';
import {
  markDelivered,
  type MarkDeliveredPayload,
  markRefused,
  type MarkRefusedPayload,
  markUnpaid,
  type MarkUnpaidPayload,
  mirrorReaction,
  type MirrorReactionPayload,
} from '../../conversations/conversations.jobs.js';
import { MirrorReaction } from '../../conversations/reactions/mirror-reaction.use-case.js';
import { TopicGateway } from '../../conversations/topic-gateway.js';
import { HandlesLane, LaneHandler } from '../../jobs/lanes/lane-handler.js';
import type { LaneItem } from '../../jobs/lanes/lane-item.js';

type Payload = MarkDeliveredPayload | MarkRefusedPayload | MarkUnpaidPayload | MirrorReactionPayload;

/** The bot's own marks and people's reactions; whatever waits for one message becomes one call. */
@Injectable()
@HandlesLane({
  queue: 'outbound',
  kinds: [markDelivered, markRefused, markUnpaid, mirrorReaction],
  batch: 100,
})
export class ReactionsHandler extends LaneHandler<Payload> {
  constructor(
    private readonly mirror: MirrorReaction,
    private readonly gateway: TopicGateway,
  ) {
    super();
  }

  async handle(items: readonly LaneItem<Payload>[]): Promise<readonly number[]> {
    const [first] = items;
    if (first === undefined) return [];
    const { payload } = first;
    if ('on' in payload) await this.mirror.execute(payload);
    else if ('shown' in payload)
      await this.gateway.react(payload.chatId, payload.messageId, { kind: payload.shown });
    else if (first.kind === markRefused)
      await this.gateway.react(payload.chatId, payload.messageId, { kind: 'refused' });
    else await this.mirror.mark(payload);
    const place = JSON.stringify(payload);
    return items.filter((item) => JSON.stringify(item.payload) === place).map(({ id }) => id);
  }
}
