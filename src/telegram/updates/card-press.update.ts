import { Update } from 'nestjs-telegraf';
import { ExplainBan } from '../../users/explain-ban.use-case.js';
import { actorOf } from '../guards/administrators.js';
import { giftAmounts, giftKeyboard } from '../views/card.view.js';
import { deskTexts, giftedText } from '../views/desk.view.js';
import { spamReason } from '../views/spam.view.js';
import type { BotContext } from './bot-context.js';
import { CardPress } from './card-press.js';
import { GroupPress, pressed } from './listeners.js';

const banPress = /^(ban|unban):(\d{1,15})$/;
const reasonPress = /^banreason:spam:(\d{1,15})$/;
const giftPress = /^(gift|card):(\d{1,15})$/;
const givePress = /^give:(\d{1,15}):(\d{1,6}):([\w-]{1,32})$/;

/** The buttons under a customer's card. Every press is checked anew: data and presser may be anybody's. */
@Update()
export class CardPressUpdate {
  constructor(
    private readonly card: CardPress,
    private readonly explainBan: ExplainBan,
  ) {}

  @GroupPress(banPress)
  async ban(ctx: BotContext): Promise<void> {
    const [action, threadId] = pressed(ctx, banPress);
    const thread = await this.card.open(ctx, Number(threadId));
    if (thread === undefined) return;
    const banned = action === 'ban';
    const request = { actor: actorOf(ctx), reason: null, requestKey: `press:${ctx.callbackQuery?.id ?? ''}` };
    const changed = await this.card.money.ban(thread, { banned, ...request });
    const done = banned ? deskTexts.banned : deskTexts.unbanned;
    const idle = banned ? deskTexts.alreadyBanned : deskTexts.notBanned;
    await this.card.replies.answerPress(ctx, changed ? done : idle);
  }

  /** Under the answer to a ban without a reason. */
  @GroupPress(reasonPress)
  async explain(ctx: BotContext): Promise<void> {
    const [threadId] = pressed(ctx, reasonPress);
    const thread = await this.card.open(ctx, Number(threadId));
    if (thread === undefined) return;
    const requestKey = `press:${ctx.callbackQuery?.id ?? ''}`;
    const request = { userId: thread.userId, actor: actorOf(ctx), reason: spamReason, requestKey };
    const result = await this.explainBan.execute(request);
    await this.card.replies.answerPress(ctx, result === 'changed' ? undefined : deskTexts.banExplained, true);
    if (result === 'changed')
      await this.card.replies.editPressedInGroup(ctx, { text: deskTexts.bannedAsSpam });
  }

  @GroupPress(giftPress)
  async keyboard(ctx: BotContext): Promise<void> {
    const [action, threadId] = pressed(ctx, giftPress);
    const thread = await this.card.open(ctx, Number(threadId));
    if (thread === undefined) return;
    const opens = action === 'gift';
    await this.card.show(
      ctx,
      thread,
      opens ? giftKeyboard(thread.id, ctx.callbackQuery?.id ?? '0') : undefined,
    );
    await this.card.replies.answerPress(ctx);
  }

  @GroupPress(givePress)
  async give(ctx: BotContext): Promise<void> {
    const [threadId, amount, mark] = pressed(ctx, givePress);
    const thread = await this.card.open(ctx, Number(threadId));
    if (thread === undefined) return;
    if (!giftAmounts.includes(Number(amount))) {
      await this.card.replies.answerPress(ctx, deskTexts.staleButton);
      return;
    }
    const request = { actor: actorOf(ctx), reason: null, requestKey: `gift:${thread.id}:${mark ?? ''}` };
    const { isNew, balance } = await this.card.money.gift(thread, { amount: Number(amount), ...request });
    if (isNew) await this.card.show(ctx, thread, undefined);
    await this.card.replies.answerPress(
      ctx,
      isNew ? giftedText(Number(amount), balance) : deskTexts.alreadyDone,
    );
  }
}
