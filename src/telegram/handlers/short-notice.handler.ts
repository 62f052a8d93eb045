import { Injectable } from '@nestjs/common';
import { messageShort } from '../../conversations/conversations.jobs.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { Shelves } from '../updates/shelves.js';
import { shortView } from '../views/balance.view.js';
import { CustomerNotices } from './customer-notices.js';

interface Short {
  readonly userId: UserId;
  readonly message: number;
  readonly cost: number;
  readonly have: number;
  readonly missing: number;
}

/** Too few credits: what it costs, what is there, what is missing, and the packs that would do. */
@Injectable()
@OnEvent(messageShort, 'notice')
export class ShortNoticeHandler {
  constructor(
    private readonly notices: CustomerNotices,
    private readonly shelves: Shelves,
  ) {}

  async handle({ userId, message, ...details }: Short): Promise<void> {
    await this.notices.tell(userId, `short:${message}`, async ({ telegramId, to }) =>
      shortView(details, await this.shelves.packsFor({ userId, telegramId }, details.missing), to),
    );
  }
}
