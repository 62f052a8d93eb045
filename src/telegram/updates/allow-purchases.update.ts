import { Update } from 'nestjs-telegraf';
import { AllowPurchases } from '../../billing/disputes/allow-purchases.use-case.js';
import { actorOf } from '../guards/administrators.js';
import { deskTexts } from '../views/desk.view.js';
import type { BotContext } from './bot-context.js';
import { CardPress } from './card-press.js';
import { GroupPress, pressed } from './listeners.js';

const allowPress = /^allowbuy:(\d{1,15})$/;

/** The card's button for a customer whose disputes stand in the way of buying; for administrators only. */
@Update()
export class AllowPurchasesUpdate {
  constructor(
    private readonly card: CardPress,
    private readonly allow: AllowPurchases,
  ) {}

  @GroupPress(allowPress)
  async press(ctx: BotContext): Promise<void> {
    const [threadId] = pressed(ctx, allowPress);
    const thread = await this.card.open(ctx, Number(threadId));
    if (thread === undefined) return;
    const requestKey = `press:${ctx.callbackQuery?.id ?? ''}`;
    const result = await this.allow.execute(thread.userId, actorOf(ctx), requestKey);
    await this.card.show(ctx, thread, undefined);
    const isDone = result === 'allowed';
    await this.card.replies.answerPress(ctx, isDone ? deskTexts.mayBuy : deskTexts.mayBuyAlready, !isDone);
  }
}
