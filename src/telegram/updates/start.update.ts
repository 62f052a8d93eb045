import { Update } from 'nestjs-telegraf';
import { UnknownProduct } from '../../billing/billing.errors.js';
import { Reader } from '../../database/reader.js';
import { SettingsService } from '../../users/settings/settings.service.js';
import { greetingView } from '../views/shop.view.js';
import type { View } from '../views/view.js';
import { type BotContext, commandOf, customerOf } from './bot-context.js';
import { PrivateCommand, PrivatePress } from './listeners.js';
import { Replies } from './replies.js';
import { ShopWindow } from './shop-window.js';
import { startPayload } from './start-payload.js';

/** The door: a greeting with one button, which turns into the product list. */
@Update()
export class StartUpdate {
  constructor(
    private readonly reader: Reader,
    private readonly shop: ShopWindow,
    private readonly settings: SettingsService,
    private readonly replies: Replies,
  ) {}

  @PrivateCommand(/^start$/)
  async start(ctx: BotContext): Promise<void> {
    const { user, to, isNew } = customerOf(ctx);
    const payload = startPayload(commandOf(ctx)?.rest ?? '');
    const offered = payload?.kind === 'product' ? await this.offered(ctx, payload.code) : undefined;
    if (offered !== undefined) {
      await this.replies.toCustomer(ctx, offered);
      return;
    }
    const { welcome_credits: welcome } = await this.settings.current(this.reader);
    await this.replies.toCustomer(
      ctx,
      greetingView(user.firstName, isNew && !user.isReturning ? welcome : 0, to),
    );
  }

  @PrivatePress(/^start$/)
  async showProducts(ctx: BotContext): Promise<void> {
    await this.replies.answerPress(ctx);
    await this.replies.editPressed(ctx, await this.shop.everything(ctx));
  }

  /** Undefined for an old link to something no longer sold: the greeting leads to what is. */
  private async offered(ctx: BotContext, code: string): Promise<View | undefined> {
    try {
      return await this.shop.page(ctx, code);
    } catch (error) {
      if (error instanceof UnknownProduct) return undefined;
      throw error;
    }
  }
}
