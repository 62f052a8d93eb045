import { Injectable } from '@nestjs/common';
import { ContentItemsRepository } from '../../billing/content/content-items.repository.js';
import type { ContentItem } from '../../billing/content/content-item.js';
import { type Unlocking, UnlockContent } from '../../billing/content/unlock-content.use-case.js';
import { Transactor } from '../../database/transactor.js';
import { SettingsService } from '../../users/settings/settings.service.js';
import { Outbox } from '../outbound/outbox.js';
import { teaserView } from '../views/content.view.js';
import { type BotContext, customerOf } from './bot-context.js';

/** Locked content as the customer of an update meets it: the teaser, or what they have unlocked already. */
@Injectable()
export class ContentWindow {
  constructor(
    private readonly transactor: Transactor,
    private readonly items: ContentItemsRepository,
    private readonly unlockContent: UnlockContent,
    private readonly settings: SettingsService,
    private readonly outbox: Outbox,
  ) {}

  /** With `agreed`, the price that they saw, it may cost something. */
  unlock(ctx: BotContext, itemId: number, agreed?: number): Promise<Unlocking> {
    const { user: customer } = customerOf(ctx);
    const teaserMessageId = ctx.callbackQuery?.message?.message_id;
    return this.unlockContent.execute({
      customer,
      itemId,
      ...(agreed === undefined ? {} : { agreed }),
      ...(teaserMessageId === undefined ? {} : { teaserMessageId }),
    });
  }

  async showTeaser(ctx: BotContext, item: ContentItem): Promise<void> {
    const { user, telegramId, to, isNew } = customerOf(ctx);
    await this.transactor.run(async (tx) => {
      const welcome = isNew ? (await this.settings.current(tx)).welcome_credits : 0;
      await this.items.seen(tx, item.id, user.id);
      await this.outbox.toCustomer(tx, telegramId, teaserView(item, to, welcome));
    });
  }
}
