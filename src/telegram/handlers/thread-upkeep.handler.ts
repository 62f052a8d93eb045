import { Injectable } from '@nestjs/common';
import { RefreshCard } from '../../conversations/cards/refresh-card.use-case.js';
import {
  markDelivered,
  type MarkDeliveredPayload,
  mirrorEdit,
  type MirrorEditPayload,
  pinCard,
  type PinCardPayload,
  refreshCard,
  type RefreshCardPayload,
} from '../../conversations/conversations.jobs.js';
import { MirrorEdit } from '../../conversations/relay/mirror-edit.use-case.js';
import { TopicGateway } from '../../conversations/topic-gateway.js';
import { HandlesLane, LaneHandler } from '../../jobs/lanes/lane-handler.js';
import type { LaneItem } from '../../jobs/lanes/lane-item.js';

type Payload = MarkDeliveredPayload | MirrorEditPayload | PinCardPayload | RefreshCardPayload;

/** The small calls around the messages: edits, reactions, the card and its pin. */
@Injectable()
@HandlesLane({ queue: 'outbound', kinds: [mirrorEdit, refreshCard, pinCard, markDelivered] })
export class ThreadUpkeepHandler extends LaneHandler<Payload> {
  constructor(
    private readonly edits: MirrorEdit,
    private readonly card: RefreshCard,
    private readonly gateway: TopicGateway,
  ) {
    super();
  }

  async handle(items: readonly LaneItem<Payload>[]): Promise<readonly number[]> {
    const [item] = items;
    if (item === undefined) return [];
    await this.run(item.kind, item.payload);
    return [item.id];
  }

  private async run(kind: string, payload: Payload): Promise<void> {
    switch (kind) {
      case mirrorEdit:
        return this.edits.execute(payload as MirrorEditPayload);
      case refreshCard:
        return this.card.execute((payload as RefreshCardPayload).threadId);
      case pinCard: {
        const { chatId, messageId } = payload as PinCardPayload;
        return this.gateway.pin(chatId, messageId);
      }
      default: {
        const { chatId, messageId } = payload as MarkDeliveredPayload;
        return this.gateway.markDelivered(chatId, messageId);
      }
    }
  }
}
