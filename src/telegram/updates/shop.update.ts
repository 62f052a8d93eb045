import { Update } from 'nestjs-telegraf';
import { ProviderUnavailable, UnknownProduct } from '../../billing/billing.errors.js';
import { Catalog } from '../../billing/catalog/catalog.js';
import { checkoutView, providerDownView, shopView, unknownPackView } from '../views/shop.view.js';
import type { View } from '../views/view.js';
import { type BotContext, commandOf, customerOf } from './bot-context.js';
import { pressed, PrivateCommand, PrivatePress } from './listeners.js';
import { Replies } from './replies.js';
import { Shelves } from './shelves.js';

const packCommand = /^buy(\d{1,9})$/;
const buyPress = /^buy:([a-z0-9_]{1,32})$/;

/** `/buy` shows everything, `/buy10` goes straight to the pack of ten. */
@Update()
export class ShopUpdate {
  constructor(
    private readonly catalog: Catalog,
    private readonly shelves: Shelves,
    private readonly replies: Replies,
  ) {}

  @PrivateCommand(/^buy$/)
  async list(ctx: BotContext): Promise<void> {
    const { user, telegramId, to } = customerOf(ctx);
    // `/buy 10` is what people type who mean `/buy10`.
    const asked = /^\d{1,9}$/.exec(commandOf(ctx)?.rest ?? '')?.[0];
    if (asked !== undefined) {
      await this.showPack(ctx, Number(asked));
      return;
    }
    await this.replies.toCustomer(ctx, shopView(await this.shelves.all({ userId: user.id, telegramId }), to));
  }

  @PrivateCommand(packCommand)
  async pack(ctx: BotContext): Promise<void> {
    await this.showPack(ctx, Number(packCommand.exec(commandOf(ctx)?.name ?? '')?.[1]));
  }

  @PrivatePress(buyPress)
  async press(ctx: BotContext): Promise<void> {
    await this.replies.answerPress(ctx);
    const [code = ''] = pressed(ctx, buyPress);
    await this.replies.toCustomer(ctx, await this.checkout(ctx, code));
  }

  private async showPack(ctx: BotContext, credits: number): Promise<void> {
    await this.replies.toCustomer(ctx, await this.packView(ctx, credits));
  }

  private async packView(ctx: BotContext, credits: number): Promise<View> {
    try {
      return await this.checkout(ctx, (await this.catalog.pack(credits)).code);
    } catch (error) {
      if (!(error instanceof UnknownProduct)) throw error;
      return unknownPackView(String(credits), await this.catalog.packs(), customerOf(ctx).to);
    }
  }

  private async checkout(ctx: BotContext, code: string): Promise<View> {
    const { user, telegramId, to } = customerOf(ctx);
    try {
      const { offer, url } = await this.shelves.one({ userId: user.id, telegramId }, code);
      return checkoutView(offer, url, to);
    } catch (error) {
      if (!(error instanceof ProviderUnavailable)) throw error;
      return providerDownView(code, to);
    }
  }
}
