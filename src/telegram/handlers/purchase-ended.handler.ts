import { Injectable } from '@nestjs/common';
import { purchaseClosed, purchasePending, purchaseSettled } from '../../billing/billing.jobs.js';
import { Transactor } from '../../database/transactor.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import { Clock } from '../../kernel/clock.js';
import { PayMessages } from '../outbound/pay-messages.js';
import { PayMessagesRepository } from '../outbound/pay-messages.repository.js';

/** The pages of one list expire within seconds of each other. */
const expiryGatherMs = 5_000;

/** A purchase was paid or ended: messages that lead to its page must say so. */
@Injectable()
@OnEvent(purchaseSettled, 'pay-messages')
@OnEvent(purchaseClosed, 'pay-messages')
@OnEvent(purchasePending, 'pay-messages')
export class PurchaseEndedHandler {
  constructor(
    private readonly transactor: Transactor,
    private readonly messages: PayMessagesRepository,
    private readonly payMessages: PayMessages,
    private readonly clock: Clock,
  ) {}

  async handle({ purchaseId, status }: { purchaseId: string; status?: 'failed' | 'expired' }): Promise<void> {
    const runAt = status === 'expired' ? new Date(this.clock.now().getTime() + expiryGatherMs) : undefined;
    await this.transactor.run(async (tx) => {
      for (const place of await this.messages.showing(tx, purchaseId)) {
        await this.payMessages.refresh(tx, place, runAt);
      }
    });
  }
}
