import { Injectable } from '@nestjs/common';
import {
  creditsExpired,
  creditsFrozen,
  debtWrittenOff,
  paymentAdjusted,
  purchaseSettled,
  subscriptionChanged,
} from '../../billing/billing.jobs.js';
import { contentUnlocked } from '../../billing/content/content.jobs.js';
import { disputeChanged } from '../../billing/disputes/disputes.jobs.js';
import { CardLane } from '../../conversations/cards/card-lane.js';
import { ThreadsRepository } from '../../conversations/threads/threads.repository.js';
import { Transactor } from '../../database/transactor.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { userChanged, userReturned } from '../../users/users.jobs.js';

/** Something that the card shows has changed. */
@Injectable()
@OnEvent(userChanged, 'card')
@OnEvent(userReturned, 'card')
@OnEvent(purchaseSettled, 'card')
@OnEvent(creditsExpired, 'card')
@OnEvent(creditsFrozen, 'card')
@OnEvent(debtWrittenOff, 'card')
@OnEvent(contentUnlocked, 'card')
@OnEvent(paymentAdjusted, 'card')
@OnEvent(disputeChanged, 'card')
@OnEvent(subscriptionChanged, 'card')
export class CardEventsHandler {
  constructor(
    private readonly transactor: Transactor,
    private readonly threads: ThreadsRepository,
    private readonly card: CardLane,
  ) {}

  async handle({ userId }: { userId: UserId }): Promise<void> {
    await this.transactor.run(async (tx) => {
      const thread = await this.threads.byUser(tx, userId);
      if (thread !== undefined) await this.card.want(tx, thread);
    });
  }
}
