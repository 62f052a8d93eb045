import { Injectable } from '@nestjs/common';
import { InjectBot } from 'nestjs-telegraf';
import { Telegraf } from 'telegraf';
import type { Update } from 'telegraf/types';
import type { Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import { HandlesLane, LaneHandler } from '../../jobs/lanes/lane-handler.js';
import type { LaneItem } from '../../jobs/lanes/lane-item.js';
import { BotLifecycle } from '../bot-lifecycle.js';
import { updateGivenUp } from '../telegram.jobs.js';
import { updateItem } from './updates-inbox.repository.js';

/** Hands stored updates to the update classes, one at a time per person. */
@Injectable()
@HandlesLane({ queue: 'inbound', kinds: [updateItem] })
export class HandleUpdate extends LaneHandler<Update> {
  constructor(
    @InjectBot() private readonly bot: Telegraf,
    private readonly lifecycle: BotLifecycle,
  ) {
    super();
  }

  async handle(items: readonly LaneItem<Update>[]): Promise<readonly number[]> {
    const [item] = items;
    if (item === undefined) return [];
    await this.lifecycle.ready();
    await this.bot.handleUpdate(item.payload);
    return [item.id];
  }

  override async givenUp(tx: Tx, item: LaneItem<Update>, error: Error): Promise<void> {
    await announce(tx, updateGivenUp, { updateId: item.position, error: error.message });
  }
}
