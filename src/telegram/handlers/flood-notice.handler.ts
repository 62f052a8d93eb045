import { Injectable } from '@nestjs/common';
import { customerFloods } from '../../conversations/conversations.jobs.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { refusedMark } from '../views/refused-mark.js';
import { CustomerNotices } from './customer-notices.js';

interface Flood {
  readonly userId: UserId;
  readonly beganAt: string;
  readonly limit: number;
}

/** Too many messages in a minute: what the mark on them means, once per flood. */
@Injectable()
@OnEvent(customerFloods, 'notice')
export class FloodNoticeHandler {
  constructor(private readonly notices: CustomerNotices) {}

  async handle({ userId, beganAt, limit }: Flood): Promise<void> {
    await this.notices.tell(userId, `flood:${userId}:${beganAt}`, ({ to }) => ({
      text: to.texts.person.tooMany(limit, refusedMark),
    }));
  }
}
