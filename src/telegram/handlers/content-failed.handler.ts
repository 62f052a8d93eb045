import { Injectable } from '@nestjs/common';
import { ContentUnlocksRepository } from '../../billing/content/content-unlocks.repository.js';
import type { ContentFailure } from '../../billing/content/content.errors.js';
import { contentFailed } from '../../billing/content/content.jobs.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { MarkReach } from '../../users/mark-reach.use-case.js';
import { contentFailedView } from '../views/content-desk.view.js';
import { contentTitle } from '../views/content.view.js';
import { CustomerNotices } from './customer-notices.js';
import { GeneralNotices } from './general-notices.js';

interface Failure {
  readonly userId: UserId;
  readonly unlockId: number;
  readonly attempt: string;
  readonly reason: ContentFailure;
  readonly text: string;
  readonly isPaidBack: boolean;
}

/** Content that could not be delivered: the customer reads that nothing is lost, moderators what to repair. */
@Injectable()
@OnEvent(contentFailed, 'notice')
export class ContentFailedHandler {
  constructor(
    private readonly unlocks: ContentUnlocksRepository,
    private readonly reach: MarkReach,
    private readonly notices: CustomerNotices,
    private readonly general: GeneralNotices,
  ) {}

  async handle({ userId, unlockId, attempt, reason, text, isPaidBack }: Failure): Promise<void> {
    const unlock = await this.unlocks.details(this.notices.reader, unlockId);
    const recipient = await this.notices.recipient(userId);
    if (unlock === undefined || recipient === undefined) return;
    if (reason === 'blocked' || reason === 'deactivated') {
      const reach = reason === 'blocked' ? 'blocked_bot' : 'deactivated';
      return this.reach.execute(recipient.telegramId, reach);
    }
    const { item, cost } = unlock;
    const key = `content-failed:${unlockId}:${attempt}`;
    await this.notices.tell(userId, key, ({ to }) => {
      const { content, credits } = to.texts;
      const title = contentTitle(item, to);
      return {
        text: isPaidBack ? content.failed({ title, cost: credits(cost) }) : content.gone(title),
      };
    });
    if (reason === 'banned') return;
    const failure = { reason, text, paidBack: isPaidBack ? cost : 0 };
    await this.general.tell(`${key}:general`, contentFailedView(item, failure, recipient));
  }
}
