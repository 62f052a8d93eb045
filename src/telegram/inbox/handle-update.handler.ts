import { Injectable } from '@nestjs/common';
import { InjectBot } from 'nestjs-telegraf';
import { Telegraf } from 'telegraf';
import type { Update } from 'telegraf/types';
import type { Tx } from '../../database/db.js';
import { Reader } from '../../database/reader.js';
import { announce } from '../../jobs/background/announce.js';
import { HandlesLane, LaneHandler } from '../../jobs/lanes/lane-handler.js';
import type { LaneItem } from '../../jobs/lanes/lane-item.js';
import { Clock } from '../../kernel/clock.js';
import { TryLater } from '../../kernel/try-later.js';
import { BotLifecycle } from '../bot-lifecycle.js';
import { updateGivenUp } from '../telegram.jobs.js';
import {
  catchUpMs,
  newRunMs,
  updateAfterGap,
  updateItem,
  UpdatesInboxRepository,
} from './updates-inbox.repository.js';

const nextLookMs = 25;

/** Hands stored updates to the update classes, one at a time per person. */
@Injectable()
@HandlesLane({ queue: 'inbound', kinds: [updateItem, updateAfterGap] })
export class HandleUpdate extends LaneHandler<Update> {
  constructor(
    @InjectBot() private readonly bot: Telegraf,
    private readonly lifecycle: BotLifecycle,
    private readonly inbox: UpdatesInboxRepository,
    private readonly reader: Reader,
    private readonly clock: Clock,
  ) {
    super();
  }

  async handle(items: readonly LaneItem<Update>[]): Promise<readonly number[]> {
    const [item] = items;
    if (item === undefined) return [];
    if (item.kind === updateAfterGap) await this.letOthersCatchUp(item);
    await this.lifecycle.ready();
    await this.bot.handleUpdate(item.payload);
    return [item.id];
  }

  override async givenUp(tx: Tx, item: LaneItem<Update>, error: Error): Promise<void> {
    const { id, lane, position } = item;
    await announce(tx, updateGivenUp, { item: id, lane, what: `update ${position}`, error: error.message });
  }

  private async letOthersCatchUp(item: LaneItem<Update>): Promise<void> {
    const now = this.clock.now().getTime();
    const age = now - item.createdAt.getTime();
    if (age > catchUpMs) return;
    const { isOpen, isNewRun } = await this.inbox.gapBelow(this.reader, item.position);
    if (isOpen || (isNewRun && age < newRunMs)) throw new TryLater(new Date(now + nextLookMs));
  }
}
