import { Injectable } from '@nestjs/common';
import { ContentUnlocksRepository } from '../../billing/content/content-unlocks.repository.js';
import { unlockDropped } from '../../billing/content/content.jobs.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { contentTitle } from '../views/content.view.js';
import { CustomerNotices } from './customer-notices.js';

/** A wish that waited for credits is let go; its customer hears why. */
@Injectable()
@OnEvent(unlockDropped, 'notice')
export class UnlockDroppedHandler {
  constructor(
    private readonly unlocks: ContentUnlocksRepository,
    private readonly notices: CustomerNotices,
  ) {}

  async handle(event: { userId: UserId; unlockId: number; why: 'unpaid' | 'unavailable' }): Promise<void> {
    const unlock = await this.unlocks.details(this.notices.reader, event.unlockId);
    if (unlock === undefined) return;
    await this.notices.tell(event.userId, `unlock-dropped:${event.unlockId}`, ({ to }) => {
      const title = contentTitle(unlock.item, to);
      const { content } = to.texts;
      return { text: event.why === 'unpaid' ? content.unpaid(title) : content.dropped(title) };
    });
  }
}
