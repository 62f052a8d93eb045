import { Injectable } from '@nestjs/common';
import { DeliverContent } from '../../billing/content/deliver-content.use-case.js';
import { ContentUndeliverable } from '../../billing/content/content.errors.js';
import type { Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import { HandlesLane, LaneHandler } from '../../jobs/lanes/lane-handler.js';
import type { LaneItem } from '../../jobs/lanes/lane-item.js';
import { deliverContent, type DeliverContentPayload } from '../outbound/telegram-content.gateway.js';
import { callGivenUp } from '../telegram.jobs.js';

/** Unlocked content, on its way to the customer. */
@Injectable()
@HandlesLane({ queue: 'outbound', kinds: [deliverContent] })
export class DeliverContentHandler extends LaneHandler<DeliverContentPayload> {
  constructor(private readonly deliver: DeliverContent) {
    super();
  }

  async handle(items: readonly LaneItem<DeliverContentPayload>[]): Promise<readonly number[]> {
    const [item] = items;
    if (item === undefined) return [];
    await this.deliver.execute(item.payload.unlockId);
    return [item.id];
  }

  override async givenUp(tx: Tx, item: LaneItem<DeliverContentPayload>, error: Error): Promise<void> {
    const { id, lane, payload } = item;
    const { message } = error;
    // Nobody's credits stay set aside for what never comes.
    const cause = new ContentUndeliverable({ reason: 'refused', text: message });
    await this.deliver.giveUp(tx, payload.unlockId, cause);
    await announce(tx, callGivenUp, { item: id, lane, what: deliverContent, error: message });
  }
}
