import { Injectable } from '@nestjs/common';
import { UnpaidMessagesQuery } from '../../conversations/relay/unpaid-messages.query.js';
import { HandlesJob } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { StandingNotices } from '../outbound/standing-notices.js';
import { shortDue } from '../telegram.jobs.js';
import { Shelves } from '../updates/shelves.js';
import { shortView } from '../views/balance.view.js';
import { CustomerNotices } from './customer-notices.js';

/** What waits for credits: what it costs, what is there, what is missing, and the packs that would do. */
@Injectable()
@HandlesJob(shortDue)
export class ShortNotices {
  constructor(
    private readonly notices: CustomerNotices,
    private readonly unpaid: UnpaidMessagesQuery,
    private readonly shelves: Shelves,
    private readonly standing: StandingNotices,
  ) {}

  /** `have`: the credits that there were when the last of them was written. */
  async handle({ userId, have }: { userId: UserId; have: number }): Promise<void> {
    const unpaid = await this.unpaid.of(this.notices.reader, userId);
    const recipient = await this.notices.recipient(userId);
    if (unpaid === undefined || recipient === undefined) return;
    const { telegramId, to } = recipient;
    const { count, cost, burst, last } = unpaid;
    const missing = cost - have;
    const packs = await this.shelves.packsFor({ userId, telegramId }, missing);
    const view = shortView({ count, cost, have, missing }, packs, to);
    await this.standing.forCustomer(telegramId, `short:${userId}:${burst}`, last, view);
  }
}
