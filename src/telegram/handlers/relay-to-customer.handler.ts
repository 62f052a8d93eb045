import { Injectable } from '@nestjs/common';
import { relayToCustomer, type RelayPayload } from '../../conversations/conversations.jobs.js';
import { DeliverToCustomer } from '../../conversations/relay/deliver-to-customer.use-case.js';
import { HandlesLane, LaneHandler } from '../../jobs/lanes/lane-handler.js';
import type { LaneItem } from '../../jobs/lanes/lane-item.js';
import { AlbumWait } from './album-wait.js';

/** Moderators' messages, on their way to the customer. */
@Injectable()
@HandlesLane({ queue: 'outbound', kinds: [relayToCustomer], batch: 100 })
export class RelayToCustomerHandler extends LaneHandler<RelayPayload> {
  constructor(
    private readonly albums: AlbumWait,
    private readonly deliver: DeliverToCustomer,
  ) {
    super();
  }

  async handle(items: readonly LaneItem<RelayPayload>[]): Promise<readonly number[]> {
    const [first] = items;
    if (first === undefined) return [];
    const complete = await this.albums.complete(items);
    const waiting = complete.map(({ id, payload }) => ({ itemId: id, message: payload.message }));
    return this.deliver.execute(first.payload.threadId, waiting);
  }
}
