import { Update } from 'nestjs-telegraf';
import { UnknownProduct } from '../../billing/billing.errors.js';
import { Catalog } from '../../billing/catalog/catalog.js';
import { unknownPackView } from '../views/shop.view.js';
import type { View } from '../views/view.js';
import { type BotContext, commandOf, customerOf } from './bot-context.js';
import { pressed, PrivateCommand, PrivatePress } from './listeners.js';
import { Replies } from './replies.js';
import { ShopWindow } from './shop-window.js';

/** Bot API: a command has at most 32 characters. */
const packCommand = /^buy0*(\d{1,29})$/;
const buyPress = /^buy:([a-z0-9_]{1,32})$/;

/** `/buy` shows everything, `/buy10` goes straight to the pack of ten. */
@Update()
export class ShopUpdate {
  constructor(
    private readonly catalog: Catalog,
    private readonly shop: ShopWindow,
    private readonly replies: Replies,
  ) {}

  @PrivateCommand(/^buy$/)
  async list(ctx: BotContext): Promise<void> {
    // `/buy 10` is what people type who mean `/buy10`.
    const asked = /^0*(\d{1,29})$/.exec(commandOf(ctx)?.rest ?? '')?.[1];
    await this.replies.toCustomer(
      ctx,
      asked === undefined ? await this.shop.everything(ctx) : await this.packView(ctx, asked),
    );
  }

  @PrivateCommand(packCommand)
  async pack(ctx: BotContext): Promise<void> {
    const asked = packCommand.exec(commandOf(ctx)?.name ?? '')?.[1] ?? '';
    await this.replies.toCustomer(ctx, await this.packView(ctx, asked));
  }

  @PrivatePress(buyPress)
  async press(ctx: BotContext): Promise<void> {
    const [code = ''] = pressed(ctx, buyPress);
    const isOnSale = (await this.catalog.offers()).some((offer) => offer.code === code);
    await this.replies.answerPress(ctx, isOnSale ? undefined : customerOf(ctx).to.texts.stale());
    await this.replies.toCustomer(
      ctx,
      isOnSale ? await this.shop.page(ctx, code) : await this.shop.everything(ctx),
    );
  }

  private async packView(ctx: BotContext, credits: string): Promise<View> {
    try {
      return await this.shop.page(ctx, (await this.catalog.pack(Number(credits))).code);
    } catch (error) {
      if (!(error instanceof UnknownProduct)) throw error;
      return unknownPackView(credits, await this.catalog.packs(), customerOf(ctx).to);
    }
  }
}
