import { Injectable } from '@nestjs/common';
import { ContentUnlocksRepository } from '../../billing/content/content-unlocks.repository.js';
import { contentUnlocked } from '../../billing/content/content.jobs.js';
import { Transactor } from '../../database/transactor.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { Outbox } from '../outbound/outbox.js';
import { unlockedView } from '../views/content.view.js';
import { CustomerNotices } from './customer-notices.js';

/** The teaser whose button was pressed turns into what opens the content again. */
@Injectable()
@OnEvent(contentUnlocked, 'teaser')
export class ContentUnlockedHandler {
  constructor(
    private readonly transactor: Transactor,
    private readonly unlocks: ContentUnlocksRepository,
    private readonly notices: CustomerNotices,
    private readonly outbox: Outbox,
  ) {}

  async handle({ userId, unlockId }: { userId: UserId; unlockId: number }): Promise<void> {
    const unlock = await this.unlocks.details(this.notices.reader, unlockId);
    const recipient = await this.notices.recipient(userId);
    if (unlock?.teaserMessageId == null || recipient === undefined) return;
    const place = { chatId: recipient.telegramId, messageId: unlock.teaserMessageId };
    const { text, keyboard } = unlockedView(unlock.item, recipient.to);
    await this.transactor.run((tx) => this.outbox.refreshForCustomer(tx, place, keyboard ?? [], text));
  }
}
