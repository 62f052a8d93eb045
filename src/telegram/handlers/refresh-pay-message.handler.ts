import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { HandlesJob } from '../../jobs/background/job-handler.js';
import type { Tx } from '../../database/db.js';
import { Outbox } from '../outbound/outbox.js';
import {
  type MessagePlace,
  type OfferedPurchase,
  PayMessagesRepository,
} from '../outbound/pay-messages.repository.js';
import { refreshPayMessage } from '../telegram.jobs.js';
import { decisive, hasEnded, isFinal, payListKeyboard, payPageView } from '../views/pay-message.view.js';
import { purchasesIn } from '../views/view.js';
import { CustomerNotices } from './customer-notices.js';

/** Brings one message in line with what became of the purchases it leads to. */
@Injectable()
@HandlesJob(refreshPayMessage)
export class RefreshPayMessageHandler {
  constructor(
    private readonly transactor: Transactor,
    private readonly messages: PayMessagesRepository,
    private readonly notices: CustomerNotices,
    private readonly outbox: Outbox,
  ) {}

  async handle(place: MessagePlace): Promise<void> {
    await this.transactor.run((tx) => this.refresh(tx, place));
  }

  private async refresh(tx: Tx, place: MessagePlace): Promise<void> {
    const mark = await this.messages.lock(tx, place);
    if (mark === undefined) return;
    const purchases = await this.messages.purchases(tx, purchasesIn(mark.keyboard));
    const [first] = purchases;
    const recipient = first === undefined ? undefined : await this.notices.recipient(first.userId, tx);
    if (first === undefined || recipient === undefined) return this.messages.forget(tx, place);
    if (!purchases.some(hasEnded)) return;
    const known = new Map<string, OfferedPurchase>(purchases.map((purchase) => [purchase.id, purchase]));
    const keyboard = payListKeyboard(mark.keyboard, known);
    const ended = mark.isPage ? decisive(purchases) : undefined;
    const page = ended === undefined ? undefined : payPageView(ended, recipient.to);
    await this.outbox.refreshForCustomer(tx, place, page?.keyboard ?? keyboard, page?.text ?? null);
    if (ended?.status === 'paid' || purchases.every(isFinal)) await this.messages.forget(tx, place);
    else if (page === undefined) await this.messages.remember(tx, place, { keyboard, isPage: mark.isPage });
  }
}
