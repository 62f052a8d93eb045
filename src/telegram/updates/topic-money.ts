import { Injectable } from '@nestjs/common';
import { BillingOverviewQuery } from '../../billing/billing-overview.query.js';
import { GiftCredits } from '../../billing/use-cases/gift-credits.use-case.js';
import { CardLane } from '../../conversations/cards/card-lane.js';
import type { ThreadPlace } from '../../conversations/threads/threads.repository.js';
import type { Actor } from '../../users/audit/audit-log.repository.js';
import { BanUser } from '../../users/ban-user.use-case.js';
import { Transactor } from '../../database/transactor.js';

interface Request {
  readonly actor: Actor;
  readonly reason: string | null;
  readonly requestKey: string;
}

/** Gifts and bans, the same from a command and from the card's buttons; the card follows at once. */
@Injectable()
export class TopicMoney {
  constructor(
    private readonly transactor: Transactor,
    private readonly giftCredits: GiftCredits,
    private readonly banUser: BanUser,
    private readonly billing: BillingOverviewQuery,
    private readonly card: CardLane,
  ) {}

  /** Returns whether this request was the first of its kind, and the balance afterwards. */
  async gift(
    thread: ThreadPlace,
    request: Request & { amount: number },
  ): Promise<{ isNew: boolean; balance: number }> {
    const result = await this.giftCredits.execute({ userId: thread.userId, ...request });
    await this.refresh(thread);
    const { credits: balance } = await this.billing.of(this.transactor.reader, thread.userId);
    return { isNew: result === 'given', balance };
  }

  /** Returns whether that changed anything. */
  async ban(thread: ThreadPlace, request: Request & { banned: boolean }): Promise<boolean> {
    const result = await this.banUser.execute({ userId: thread.userId, ...request });
    await this.refresh(thread);
    return result === 'changed';
  }

  private async refresh(thread: ThreadPlace): Promise<void> {
    await this.transactor.run((tx) => this.card.want(tx, thread, true));
  }
}
