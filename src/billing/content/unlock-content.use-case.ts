import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import type { TelegramId, UserId } from '../../kernel/ids.js';
import { NotEnoughCredits } from '../billing.errors.js';
import { ContentGateway } from './content-gateway.js';
import type { ContentItem } from './content-item.js';
import { ContentItemsRepository } from './content-items.repository.js';
import { ContentUnlocksRepository, type Unlock } from './content-unlocks.repository.js';
import { UnlockPayment } from './unlock-payment.js';

export interface UnlockRequest {
  readonly customer: {
    readonly id: UserId;
    readonly telegramId: TelegramId | null;
    readonly bannedAt: Date | null;
  };
  readonly itemId: number;
  /** The price that the customer was shown and agreed to; without it nothing is charged. */
  readonly agreed?: number;
  /** The message whose button was pressed. */
  readonly teaserMessageId?: number;
}

export type Unlocking =
  /** Credits are set aside (`paid`), or it was paid before (`again`); the content is on its way. */
  | { readonly kind: 'paid' | 'on-its-way' | 'locked'; readonly item: ContentItem }
  /**
   * `isStale`: the pressed message does not show yet that it is unlocked; `isSent`: false when it was sent again within
   * the last minute, so it is in the chat already.
   */
  | {
      readonly kind: 'again';
      readonly item: ContentItem;
      readonly isStale: boolean;
      readonly isSent: boolean;
    }
  | {
      readonly kind: 'short';
      readonly item: ContentItem;
      readonly details: NotEnoughCredits['details'];
    }
  | { readonly kind: 'banned' | 'unavailable' };

/**
 * Opens a locked item for a customer. It costs once, whatever is pressed how often: what is unlocked is delivered again
 * for nothing, and with too few credits the wish is kept until there are enough.
 */
@Injectable()
export class UnlockContent {
  constructor(
    private readonly transactor: Transactor,
    private readonly items: ContentItemsRepository,
    private readonly unlocks: ContentUnlocksRepository,
    private readonly payment: UnlockPayment,
    private readonly gateway: ContentGateway,
  ) {}

  async execute(request: UnlockRequest): Promise<Unlocking> {
    const { customer, itemId, agreed, teaserMessageId } = request;
    const { id: userId, telegramId } = customer;
    if (customer.bannedAt !== null) return { kind: 'banned' };
    if (telegramId === null) return { kind: 'unavailable' };
    return this.transactor.run(async (tx) => {
      const item = await this.items.byId(tx, itemId);
      if (item === undefined) return { kind: 'unavailable' };
      const known = await this.unlocks.standing(tx, itemId, userId);
      if (known !== undefined && known.status !== 'short') return this.again(tx, known, item, request);
      if (item.hiddenAt !== null) return { kind: 'unavailable' };
      // Also when the price has changed since the button was made.
      if (agreed !== item.cost) return { kind: 'locked', item };
      const unlock = known ?? (await this.unlocks.open(tx, item, userId));
      if (unlock.status !== 'short') return this.again(tx, unlock, item, request);
      if (teaserMessageId !== undefined) await this.unlocks.pressedOn(tx, unlock.id, teaserMessageId);
      return this.pay(tx, unlock, item, telegramId);
    });
  }

  private async pay(tx: Tx, unlock: Unlock, item: ContentItem, telegramId: TelegramId): Promise<Unlocking> {
    try {
      await this.payment.take(tx, unlock, item, telegramId);
      return { kind: 'paid', item };
    } catch (error) {
      if (!(error instanceof NotEnoughCredits)) throw error;
      await this.payment.wait(tx, unlock, item.cost);
      return { kind: 'short', item, details: error.details };
    }
  }

  /** Also a hidden item: whoever has paid keeps it, as long as it exists. */
  private async again(
    tx: Tx,
    unlock: Unlock,
    item: ContentItem,
    { customer: { telegramId }, agreed, teaserMessageId }: UnlockRequest,
  ): Promise<Unlocking> {
    if (unlock.onItsWay) return { kind: 'on-its-way', item };
    if (item.goneAt !== null || telegramId === null) return { kind: 'unavailable' };
    // A second teaser of the same item; the one that was paid for has changed with the delivery.
    const isStale = agreed !== undefined && teaserMessageId !== unlock.teaserMessageId;
    if (isStale && teaserMessageId !== undefined)
      await this.unlocks.pressedOn(tx, unlock.id, teaserMessageId);
    const isSent = await this.gateway.mayRepeat(tx, unlock.id);
    if (isSent) {
      await this.unlocks.sendAgain(tx, unlock.id);
      await this.gateway.queue(tx, telegramId, unlock.id);
    }
    return { kind: 'again', item, isStale, isSent };
  }
}
