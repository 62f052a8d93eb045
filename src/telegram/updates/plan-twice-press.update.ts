import { Update } from 'nestjs-telegraf';
import { PaymentsRepository } from '../../billing/purchases/payments.repository.js';
import { Reader } from '../../database/reader.js';
import { planTwiceTexts } from '../views/alert.view.js';
import { deskTexts } from '../views/desk.view.js';
import type { BotContext } from './bot-context.js';
import { GroupPress, pressed } from './listeners.js';
import { RefundQuestion } from './refund-question.js';
import { TopicDesk } from './topic-desk.js';

const twicePress = /^twice:refund:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The way out under the alert about a plan that somebody bought twice; for administrators only. */
@Update()
export class PlanTwicePressUpdate {
  constructor(
    private readonly desk: TopicDesk,
    private readonly reader: Reader,
    private readonly payments: PaymentsRepository,
    private readonly question: RefundQuestion,
  ) {}

  @GroupPress(twicePress)
  async press(ctx: BotContext): Promise<void> {
    const [purchaseId = ''] = pressed(ctx, twicePress);
    if (!(await this.desk.mayAct(ctx))) {
      return this.desk.replies.answerPress(ctx, deskTexts.needsAdministrator, true);
    }
    const payment = await this.payments.lastOfPurchase(this.reader, purchaseId);
    if (payment === undefined) {
      return this.desk.replies.answerPress(ctx, planTwiceTexts.unpaid, true);
    }
    await this.question.ask(ctx, payment, 'plan bought twice');
  }
}
