import { Injectable } from '@nestjs/common';
import { RefreshCard } from '../../conversations/cards/refresh-card.use-case.js';
import {
  pinCard,
  type PinCardPayload,
  refreshCard,
  type RefreshCardPayload,
  removeBoth,
  type RemoveBothPayload,
  syncTopicState,
  type SyncTopicStatePayload,
} from '../../conversations/conversations.jobs.js';
import { RemoveBoth } from '../../conversations/relay/remove-both.use-case.js';
import { SyncTopicState } from '../../conversations/threads/sync-topic-state.use-case.js';
import { TopicGateway } from '../../conversations/topic-gateway.js';
import { HandlesLane, LaneHandler } from '../../jobs/lanes/lane-handler.js';
import type { LaneItem } from '../../jobs/lanes/lane-item.js';
import { GroupRepair } from './group-repair.js';

type Payload = PinCardPayload | RefreshCardPayload | RemoveBothPayload | SyncTopicStatePayload;

/** The small calls around the messages: the card and its pin, removals, open and closed topics. */
@Injectable()
@HandlesLane({
  queue: 'outbound',
  kinds: [refreshCard, pinCard, removeBoth, syncTopicState],
})
export class ThreadUpkeepHandler extends LaneHandler<Payload> {
  constructor(
    private readonly card: RefreshCard,
    private readonly removal: RemoveBoth,
    private readonly topicState: SyncTopicState,
    private readonly gateway: TopicGateway,
    private readonly repair: GroupRepair,
  ) {
    super();
  }

  async handle(items: readonly LaneItem<Payload>[]): Promise<readonly number[]> {
    const [item] = items;
    if (item === undefined) return [];
    await this.repair.during(() => this.run(item.kind, item.payload));
    return [item.id];
  }

  private async run(kind: string, payload: Payload): Promise<void> {
    switch (kind) {
      case refreshCard:
        return this.card.execute((payload as RefreshCardPayload).threadId);
      case removeBoth:
        return this.removal.execute(payload as RemoveBothPayload);
      case syncTopicState:
        return this.topicState.execute((payload as SyncTopicStatePayload).threadId);
      default: {
        const { chatId, messageId } = payload as PinCardPayload;
        return this.gateway.pin(chatId, messageId);
      }
    }
  }
}
