import { Injectable } from '@nestjs/common';
import { accessEnding } from '../../billing/billing.jobs.js';
import { EndAheadQuery } from '../../billing/reminders/end-ahead.query.js';
import type { ReminderLead } from '../../billing/reminders/reminder-due.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { endReminderView } from '../views/plan.view.js';
import { CustomerNotices } from './customer-notices.js';

interface Ending {
  readonly userId: UserId;
  readonly endsAt: string;
  readonly lead: ReminderLead;
}

/** Reminds the customer of an end, unless it has moved since. */
@Injectable()
@OnEvent(accessEnding, 'notice')
export class EndReminderHandler {
  constructor(
    private readonly notices: CustomerNotices,
    private readonly ends: EndAheadQuery,
  ) {}

  async handle({ userId, endsAt, lead }: Ending): Promise<void> {
    const end = await this.ends.of(this.notices.reader, userId);
    if (end?.endsAt.toISOString() !== endsAt) return;
    await this.notices.tell(userId, `ending:${userId}:${endsAt}:${lead}`, ({ to }) =>
      endReminderView(end, to),
    );
  }
}
