import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import { Clock } from '../../kernel/clock.js';
import { creditsGranted } from '../billing.jobs.js';
import { Holds } from '../ledger/holds.js';
import { ContentItemsRepository } from './content-items.repository.js';
import { ContentUnlocksRepository } from './content-unlocks.repository.js';
import type { ContentUndeliverable } from './content.errors.js';
import { contentFailed, contentUnlocked } from './content.jobs.js';

/** What the end of a delivery does to the unlock and its credits; each once, because the unlock's row is locked. */
@Injectable()
export class DeliveryEffects {
  constructor(
    private readonly unlocks: ContentUnlocksRepository,
    private readonly items: ContentItemsRepository,
    private readonly holds: Holds,
    private readonly clock: Clock,
  ) {}

  async arrived(tx: Tx, unlockId: number): Promise<void> {
    const unlock = await this.unlocks.lock(tx, unlockId);
    if (unlock?.onItsWay !== true) return;
    await this.unlocks.delivered(tx, unlockId);
    if (unlock.status !== 'held' || unlock.holdId === null) return;
    await this.holds.capture(tx, unlock.userId, [unlock.holdId]);
    await announce(tx, contentUnlocked, { userId: unlock.userId, unlockId });
  }

  async failed(tx: Tx, unlockId: number, { details }: ContentUndeliverable): Promise<void> {
    const { reason, text } = details;
    const unlock = await this.unlocks.lock(tx, unlockId);
    if (unlock?.onItsWay !== true) return;
    const isPaidBack = unlock.status === 'held' && unlock.holdId !== null;
    await this.unlocks.failed(tx, unlockId, text);
    if (isPaidBack) {
      await this.holds.release(tx, unlock.userId, [unlock.holdId]);
      // What waits for credits may have them now.
      await announce(tx, creditsGranted, { userId: unlock.userId });
    }
    if (reason === 'source_gone' || reason === 'not_copyable') await this.items.markGone(tx, unlock.itemId);
    const attempt = this.clock.now().toISOString();
    const failure = { userId: unlock.userId, unlockId, attempt, reason, text, isPaidBack };
    await announce(tx, contentFailed, failure);
  }
}
