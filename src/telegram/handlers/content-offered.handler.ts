import { Injectable } from '@nestjs/common';
import { ContentItemsRepository } from '../../billing/content/content-items.repository.js';
import { contentOffered } from '../../billing/content/content.jobs.js';
import { Transactor } from '../../database/transactor.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { Outbox } from '../outbound/outbox.js';
import { teaserView } from '../views/content.view.js';
import { CustomerNotices } from './customer-notices.js';

/** Shows the teaser of what a moderator locked for this customer. */
@Injectable()
@OnEvent(contentOffered, 'teaser')
export class ContentOfferedHandler {
  constructor(
    private readonly transactor: Transactor,
    private readonly items: ContentItemsRepository,
    private readonly notices: CustomerNotices,
    private readonly outbox: Outbox,
  ) {}

  async handle({ userId, itemId }: { userId: UserId; itemId: number }): Promise<void> {
    const item = await this.items.byId(this.notices.reader, itemId);
    const recipient = await this.notices.recipient(userId);
    if (item === undefined || recipient === undefined) return;
    await this.transactor.run(async (tx) => {
      if (!(await this.outbox.once(tx, `offered:${itemId}:${userId}`))) return;
      await this.items.seen(tx, itemId, userId);
      await this.outbox.toCustomer(tx, recipient.telegramId, teaserView(item, recipient.to));
    });
  }
}
