import { Update } from 'nestjs-telegraf';
import type { Unlocking } from '../../billing/content/unlock-content.use-case.js';
import { unlockedView, unlockShortView } from '../views/content.view.js';
import { type BotContext, commandOf, customerOf, type Next } from './bot-context.js';
import { ContentWindow } from './content-window.js';
import { pressed, PrivateCommand, PrivatePress } from './listeners.js';
import { Replies } from './replies.js';
import { Shelves } from './shelves.js';
import { startPayload } from './start-payload.js';

const unlockPress = /^unlock:(\d{1,15}):(\d{1,6})$/;
const openPress = /^open:(\d{1,15})$/;

/** Locked content: its deep link, its button, and opening again what is unlocked. Listed before `/start`. */
@Update()
export class ContentUpdate {
  constructor(
    private readonly window: ContentWindow,
    private readonly shelves: Shelves,
    private readonly replies: Replies,
  ) {}

  @PrivateCommand(/^start$/)
  async link(ctx: BotContext, next: Next): Promise<void> {
    const payload = startPayload(commandOf(ctx)?.rest ?? '');
    if (payload?.kind !== 'item' || !/^\d{1,15}$/.test(payload.id)) return next();
    const { isNew, to } = customerOf(ctx);
    const { content } = to.texts;
    const outcome = await this.window.unlock(ctx, Number(payload.id));
    if (outcome.kind === 'locked') return this.window.showTeaser(ctx, outcome.item);
    if (outcome.kind === 'banned') return this.replies.toCustomer(ctx, { text: content.banned() });
    if (outcome.kind === 'again' && !outcome.isSent)
      return this.replies.toCustomer(ctx, { text: content.justSent() });
    if (outcome.kind !== 'unavailable') return;
    await this.replies.toCustomer(ctx, { text: content.unavailable() });
    if (isNew) await next();
  }

  @PrivatePress(unlockPress)
  async unlock(ctx: BotContext): Promise<void> {
    const [id, cost] = pressed(ctx, unlockPress).map(Number);
    await this.answer(ctx, await this.window.unlock(ctx, id ?? 0, cost ?? 0), true);
  }

  @PrivatePress(openPress)
  async open(ctx: BotContext): Promise<void> {
    const [id] = pressed(ctx, openPress).map(Number);
    await this.answer(ctx, await this.window.unlock(ctx, id ?? 0), false);
  }

  /** `agreed`: the button named a price. */
  private async answer(ctx: BotContext, outcome: Unlocking, agreed: boolean): Promise<void> {
    const { user, telegramId, to } = customerOf(ctx);
    const { content, credits } = to.texts;
    switch (outcome.kind) {
      case 'paid':
        return this.replies.answerPress(ctx, content.pressPaid());
      case 'again':
        await this.replies.answerPress(ctx, outcome.isSent ? content.pressAgain() : content.justSent());
        return outcome.isStale ? this.replies.editPressed(ctx, unlockedView(outcome.item, to)) : undefined;
      case 'on-its-way':
        return this.replies.answerPress(ctx, content.pressOnItsWay());
      case 'locked':
        await this.replies.answerPress(
          ctx,
          agreed ? content.pressRepriced(credits(outcome.item.cost)) : undefined,
          agreed,
        );
        return this.window.showTeaser(ctx, outcome.item);
      case 'short': {
        const { item, details } = outcome;
        await this.replies.answerPress(ctx, content.pressShort(credits(details.missing)));
        const packs = await this.shelves.packsFor({ userId: user.id, telegramId }, details.missing);
        return this.replies.toCustomer(ctx, unlockShortView(item, details, packs, to));
      }
      case 'banned':
        return this.replies.answerPress(ctx, content.banned(), true);
      case 'unavailable':
        return this.replies.answerPress(ctx, content.unavailable(), true);
    }
  }
}
