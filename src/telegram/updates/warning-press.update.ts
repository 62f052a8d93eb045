import { Update } from 'nestjs-telegraf';
import { ReleasePayment } from '../../billing/fraud/release-payment.use-case.js';
import { actorOf } from '../guards/administrators.js';
import { deskTexts } from '../views/desk.view.js';
import { releasedView, warningTexts } from '../views/warning.view.js';
import type { BotContext } from './bot-context.js';
import { GroupPress, pressed } from './listeners.js';
import { RefundQuestion } from './refund-question.js';
import { TopicDesk } from './topic-desk.js';
import { WarnedPayments } from './warned-payments.js';

const warnedPress = /^warned:(refund|release):(\d{1,15})$/;

/** The two ways out under an early fraud warning or a review, in General; both for administrators only. */
@Update()
export class WarningPressUpdate {
  constructor(
    private readonly desk: TopicDesk,
    private readonly warned: WarnedPayments,
    private readonly question: RefundQuestion,
    private readonly release: ReleasePayment,
  ) {}

  @GroupPress(warnedPress)
  async press(ctx: BotContext): Promise<void> {
    const [action, id] = pressed(ctx, warnedPress);
    if (!(await this.desk.mayAct(ctx))) {
      return this.desk.replies.answerPress(ctx, deskTexts.needsAdministrator, true);
    }
    const payment = await this.warned.of(Number(id));
    if (payment === undefined) {
      return this.desk.replies.answerPress(ctx, warningTexts.unknown, true);
    }
    if (action === 'refund') return this.question.ask(ctx, { ...payment, reason: 'payment under warning' });
    const result = await this.release.execute(Number(id), actorOf(ctx));
    if (result === 'released') {
      await this.desk.replies.editPressedInGroup(ctx, releasedView(payment, actorOf(ctx).name));
    }
    await this.desk.replies.answerPress(ctx, warningTexts[result], result !== 'released');
  }
}
