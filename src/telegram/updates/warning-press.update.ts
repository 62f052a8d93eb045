import { Update } from 'nestjs-telegraf';
import { ReleasePayment } from '../../billing/fraud/release-payment.use-case.js';
import { type PaymentRecord } from '../../billing/purchases/payments.repository.js';
import { RefundDesk } from '../../billing/refunds/refund-desk.js';
import { actorOf } from '../guards/administrators.js';
import { RefundPages } from '../outbound/refund-pages.js';
import { deskTexts } from '../views/desk.view.js';
import { refundTexts } from '../views/refund-texts.js';
import { releasedView, warningTexts } from '../views/warning.view.js';
import type { BotContext } from './bot-context.js';
import { GroupPress, pressed, topicOf } from './listeners.js';
import { TopicDesk } from './topic-desk.js';
import { WarnedPayments } from './warned-payments.js';

const warnedPress = /^warned:(refund|release):(\d{1,15})$/;

/** The two ways out under an early fraud warning or a review, in General; both for administrators only. */
@Update()
export class WarningPressUpdate {
  constructor(
    private readonly desk: TopicDesk,
    private readonly warned: WarnedPayments,
    private readonly refunds: RefundDesk,
    private readonly pages: RefundPages,
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
    if (action === 'refund') return this.ask(ctx, payment);
    const result = await this.release.execute(Number(id), actorOf(ctx));
    if (result === 'released') {
      await this.desk.replies.editPressedInGroup(ctx, releasedView(payment, actorOf(ctx).name));
    }
    await this.desk.replies.answerPress(ctx, warningTexts[result], result !== 'released');
  }

  /** The same question as `/refund` asks; a second tap confirms it. */
  private async ask(ctx: BotContext, { id: paymentId, userId }: PaymentRecord): Promise<void> {
    const dialog = await this.refunds.open({
      userId,
      paymentId,
      reason: 'payment under warning',
      actor: actorOf(ctx),
      requestKey: `press:${ctx.callbackQuery?.id ?? ''}`,
      place: { chatId: ctx.chat?.id ?? 0, topicId: topicOf(ctx) ?? null },
    });
    if (dialog !== undefined) await this.pages.ask(dialog, ctx.callbackQuery?.message?.message_id);
    await this.desk.replies.answerPress(ctx, dialog === undefined ? refundTexts.nothing : undefined);
  }
}
