import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import type { TelegramId } from '../../kernel/ids.js';
import { Holds } from '../ledger/holds.js';
import { RechargeTrigger } from '../recharge/recharge-trigger.js';
import { ContentGateway } from './content-gateway.js';
import type { ContentItem } from './content-item.js';
import { type Unlock, ContentUnlocksRepository } from './content-unlocks.repository.js';

/** Longer than anything waits on a lane: content is delivered or given up within a day. */
const holdLifetimeMs = 48 * 60 * 60 * 1_000;

/** Sets credits aside for an unlock and sends the content on its way, or lets it wait for credits. */
@Injectable()
export class UnlockPayment {
  constructor(
    private readonly unlocks: ContentUnlocksRepository,
    private readonly holds: Holds,
    private readonly recharge: RechargeTrigger,
    private readonly gateway: ContentGateway,
    private readonly clock: Clock,
  ) {}

  /** Throws `NotEnoughCredits` and changes nothing. The caller has locked the unlock, which waits for credits. */
  async take(
    tx: Tx,
    unlock: Pick<Unlock, 'id' | 'userId'>,
    { title, cost }: Pick<ContentItem, 'title' | 'cost'>,
    telegramId: TelegramId,
  ): Promise<void> {
    const source = { type: 'unlock', id: String(unlock.id) };
    const expiresAt = new Date(this.clock.now().getTime() + holdLifetimeMs);
    const spend = { userId: unlock.userId, amount: cost, source, reason: title };
    const holdId = await this.holds.open(tx, spend, expiresAt);
    await this.unlocks.held(tx, unlock.id, holdId, cost);
    await this.gateway.queue(tx, telegramId, unlock.id);
  }

  /** After `NotEnoughCredits`: nothing was spent, yet it is time to ask whether more are to be bought. */
  async wait(tx: Tx, { id, userId }: Pick<Unlock, 'id' | 'userId'>, cost: number): Promise<void> {
    await this.unlocks.wait(tx, id, cost);
    await this.recharge.check(tx, userId);
  }
}
