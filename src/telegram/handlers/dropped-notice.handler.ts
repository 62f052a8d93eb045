import { Injectable } from '@nestjs/common';
import { messagesDropped } from '../../conversations/conversations.jobs.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { CustomerNotices } from './customer-notices.js';

@Injectable()
@OnEvent(messagesDropped, 'notice')
export class DroppedNoticeHandler {
  constructor(private readonly notices: CustomerNotices) {}

  async handle({ userId, count, run }: { userId: UserId; count: number; run: string }): Promise<void> {
    await this.notices.tell(userId, `dropped:${userId}:${run}`, ({ to }) => ({
      text: to.texts.dropped(count),
    }));
  }
}
