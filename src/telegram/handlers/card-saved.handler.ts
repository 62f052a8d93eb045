import { Injectable } from '@nestjs/common';
import { cardSaved } from '../../billing/billing.jobs.js';
import { RechargeStatusQuery } from '../../billing/recharge/recharge-status.query.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { RechargeDesk } from '../updates/recharge-desk.js';
import { cardLabel } from '../views/recharge.view.js';
import { CustomerNotices } from './customer-notices.js';

/** A checkout stored a card: the customer goes on where they were, without beginning anew. */
@Injectable()
@OnEvent(cardSaved, 'notice')
export class CardSavedHandler {
  constructor(
    private readonly notices: CustomerNotices,
    private readonly status: RechargeStatusQuery,
    private readonly desk: RechargeDesk,
  ) {}

  async handle({
    userId,
    purchaseId,
    productCode,
  }: {
    userId: UserId;
    purchaseId: string;
    productCode: string;
  }): Promise<void> {
    const status = await this.status.of(this.notices.reader, userId);
    const card = status?.card;
    if (card == null) return;
    await this.notices.tell(userId, `card-saved:${purchaseId}`, async ({ telegramId, to }) => {
      const { recharge } = to.texts;
      const saved = recharge.cardSaved(cardLabel(card));
      if (status?.state === 'on') return { text: `${saved}\n${recharge.goesOn()}` };
      const next = await this.desk.afterCard({ userId, telegramId, to }, productCode);
      return { ...next, text: `${saved}\n\n${next.text}` };
    });
  }
}
