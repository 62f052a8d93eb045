import { Update } from 'nestjs-telegraf';
import { NoBillingAccount } from '../../billing/billing.errors.js';
import { cardPageView } from '../views/plan.view.js';
import type { View } from '../views/view.js';
import { BillingPages } from './billing-pages.js';
import { BillingWindow } from './billing-window.js';
import { type BotContext, customerOf } from './bot-context.js';
import { pressed, PrivateCommand, PrivatePress } from './listeners.js';
import { Replies } from './replies.js';
import { ShopWindow } from './shop-window.js';

const billingPress = /^billing:(card|offers|home)$/;

/** `/billing`: what runs, and the customer's own page at the payment provider. */
@Update()
export class BillingUpdate {
  constructor(
    private readonly pages: BillingPages,
    private readonly window: BillingWindow,
    private readonly shop: ShopWindow,
    private readonly replies: Replies,
  ) {}

  @PrivateCommand(/^billing$/)
  async billing(ctx: BotContext): Promise<void> {
    await this.replies.toCustomer(ctx, await this.overview(ctx));
  }

  /** The buttons under news about a plan. */
  @PrivatePress(billingPress)
  async press(ctx: BotContext): Promise<void> {
    const [wish] = pressed(ctx, billingPress);
    await this.replies.answerPress(ctx);
    await this.replies.toCustomer(ctx, await this.wished(ctx, wish));
  }

  private wished(ctx: BotContext, wish: string | undefined): Promise<View> {
    if (wish === 'card') return this.card(ctx);
    return wish === 'home' ? this.overview(ctx) : this.shop.everything(ctx);
  }

  private async card(ctx: BotContext): Promise<View> {
    try {
      return cardPageView(await this.pages.page(ctx, 'card'), customerOf(ctx).to);
    } catch (error) {
      if (!(error instanceof NoBillingAccount)) throw error;
      return this.overview(ctx);
    }
  }

  /** Who has neither a plan nor a page sees what there is to buy. */
  private async overview(ctx: BotContext): Promise<View> {
    const view = await this.window.overview(ctx);
    if (view !== undefined) return view;
    return { ...(await this.shop.everything(ctx)), text: customerOf(ctx).to.texts.noBillingAccount() };
  }
}
