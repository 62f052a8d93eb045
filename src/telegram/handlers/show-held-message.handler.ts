import { Injectable } from '@nestjs/common';
import { showHeldMessage, type ShowHeldMessagePayload } from '../../conversations/conversations.jobs.js';
import { ShowHeldMessage } from '../../conversations/spam/show-held-message.use-case.js';
import { HandlesLane, LaneHandler } from '../../jobs/lanes/lane-handler.js';
import type { LaneItem } from '../../jobs/lanes/lane-item.js';
import { GroupRepair } from './group-repair.js';

/** Puts the message that waits for approval under its card. */
@Injectable()
@HandlesLane({ queue: 'outbound', kinds: [showHeldMessage] })
export class ShowHeldMessageHandler extends LaneHandler<ShowHeldMessagePayload> {
  constructor(
    private readonly messages: ShowHeldMessage,
    private readonly repair: GroupRepair,
  ) {
    super();
  }

  async handle(items: readonly LaneItem<ShowHeldMessagePayload>[]): Promise<readonly number[]> {
    const [item] = items;
    if (item === undefined) return [];
    await this.repair.during(() => this.messages.execute(item.payload.threadId));
    return [item.id];
  }
}
