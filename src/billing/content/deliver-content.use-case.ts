import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import type { TelegramId } from '../../kernel/ids.js';
import { ContentGateway } from './content-gateway.js';
import { ContentUnlocksRepository, type UnlockDetails } from './content-unlocks.repository.js';
import { ContentUndeliverable } from './content.errors.js';
import { DeliveryEffects } from './delivery-effects.js';

/** Shows unlocked content to its customer; the credits are taken when it stands there, or given back. */
@Injectable()
export class DeliverContent {
  constructor(
    private readonly transactor: Transactor,
    private readonly unlocks: ContentUnlocksRepository,
    private readonly gateway: ContentGateway,
    private readonly effects: DeliveryEffects,
  ) {}

  async execute(unlockId: number): Promise<void> {
    const unlock = await this.unlocks.details(this.transactor.reader, unlockId);
    // Delivered before a crash took the item's removal with it.
    if (unlock?.onItsWay !== true) return;
    try {
      await this.gateway.deliver(recipient(unlock), unlock.item, unlock.status === 'held');
    } catch (error) {
      if (!(error instanceof ContentUndeliverable)) throw error;
      await this.transactor.run((tx) => this.giveUp(tx, unlockId, error));
      return;
    }
    await this.transactor.run((tx) => this.effects.arrived(tx, unlockId));
  }

  /** It cannot be shown, now or later: what was set aside for it goes back. */
  giveUp(tx: Tx, unlockId: number, error: ContentUndeliverable): Promise<void> {
    return this.effects.failed(tx, unlockId, error);
  }
}

/** A ban or an erasure may have come after the press. */
function recipient({ telegramId, isBanned }: UnlockDetails): TelegramId {
  if (telegramId === null) throw new ContentUndeliverable({ reason: 'erased', text: 'erased' });
  if (isBanned) throw new ContentUndeliverable({ reason: 'banned', text: 'banned' });
  return telegramId;
}
