import { Update } from 'nestjs-telegraf';
import { CancelPlan } from '../../billing/subscriptions/cancel-plan.use-case.js';
import {
  type PlanBoughtTwice,
  PlanBoughtTwiceQuery,
} from '../../billing/subscriptions/plan-bought-twice.query.js';
import { actorOf } from '../guards/administrators.js';
import { deskTexts } from '../views/desk.view.js';
import { cancelSecondView, planTwiceTexts, secondCancelledView } from '../views/plan-twice.view.js';
import type { BotContext } from './bot-context.js';
import { GroupPress, pressed } from './listeners.js';
import { RefundQuestion } from './refund-question.js';
import { TopicDesk } from './topic-desk.js';

const twicePress = /^twice:(refund|cancel):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const reason = 'plan bought twice';

/** The way out under the alert about a plan that somebody bought twice; for administrators only. */
@Update()
export class PlanTwicePressUpdate {
  constructor(
    private readonly desk: TopicDesk,
    private readonly plans: PlanBoughtTwiceQuery,
    private readonly question: RefundQuestion,
    private readonly cancelPlan: CancelPlan,
  ) {}

  @GroupPress(twicePress)
  async press(ctx: BotContext): Promise<void> {
    const [action, purchaseId = ''] = pressed(ctx, twicePress);
    if (!(await this.desk.mayAct(ctx))) {
      return this.desk.replies.answerPress(ctx, deskTexts.needsAdministrator, true);
    }
    const plan = await this.plans.of(purchaseId);
    if (plan === undefined) return this.desk.replies.answerPress(ctx, deskTexts.staleButton, true);
    if (action === 'cancel') return this.cancel(ctx, plan);
    await this.ask(ctx, plan);
  }

  /** A refund in Stars ends its plan by itself. */
  private async ask(ctx: BotContext, plan: PlanBoughtTwice): Promise<void> {
    const { userId, paymentId: id, isOver, provider, subscriptionId } = plan;
    if (id !== null) {
      const endsPlan = isOver || provider !== 'stripe' ? undefined : subscriptionId;
      return this.question.ask(ctx, { userId, id, reason, endsPlan });
    }
    if (isOver) return this.desk.replies.answerPress(ctx, planTwiceTexts.over, true);
    await this.desk.replies.inGroup(ctx, cancelSecondView(plan));
    await this.desk.replies.answerPress(ctx);
  }

  private async cancel(ctx: BotContext, plan: PlanBoughtTwice): Promise<void> {
    if (plan.isOver) return this.desk.replies.answerPress(ctx, planTwiceTexts.over, true);
    const isNew = await this.cancelPlan.execute(plan, actorOf(ctx), reason);
    await this.desk.replies.editPressedInGroup(ctx, secondCancelledView(plan));
    await this.desk.replies.answerPress(ctx, isNew ? planTwiceTexts.cancelling : planTwiceTexts.asked);
  }
}
