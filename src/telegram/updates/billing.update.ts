import { Update } from 'nestjs-telegraf';
import { NoBillingAccount } from '../../billing/billing.errors.js';
import { PlansQuery } from '../../billing/subscriptions/plans.query.js';
import { Reader } from '../../database/reader.js';
import { billingView, cardPageView } from '../views/plan.view.js';
import type { View } from '../views/view.js';
import { BillingPages } from './billing-pages.js';
import { type BotContext, customerOf } from './bot-context.js';
import { pressed, PrivateCommand, PrivatePress } from './listeners.js';
import { Replies } from './replies.js';
import { ShopWindow } from './shop-window.js';

const billingPress = /^billing:(card|offers)$/;

/** `/billing`: what runs, and the customer's own page at the payment provider. */
@Update()
export class BillingUpdate {
  constructor(
    private readonly reader: Reader,
    private readonly plans: PlansQuery,
    private readonly pages: BillingPages,
    private readonly shop: ShopWindow,
    private readonly replies: Replies,
  ) {}

  @PrivateCommand(/^billing$/)
  async billing(ctx: BotContext): Promise<void> {
    await this.replies.toCustomer(ctx, await this.known(ctx, () => this.overview(ctx)));
  }

  /** The buttons under news about a plan. */
  @PrivatePress(billingPress)
  async press(ctx: BotContext): Promise<void> {
    const [wish] = pressed(ctx, billingPress);
    await this.replies.answerPress(ctx);
    const view = wish === 'card' ? this.known(ctx, () => this.card(ctx)) : this.shop.everything(ctx);
    await this.replies.toCustomer(ctx, await view);
  }

  private async overview(ctx: BotContext): Promise<View> {
    const { user, to } = customerOf(ctx);
    const url = await this.pages.page(ctx, 'home');
    const plans = await this.plans.ofUser(this.reader, user.id);
    return billingView({ plans, url, hasPage: true }, to);
  }

  private async card(ctx: BotContext): Promise<View> {
    return cardPageView(await this.pages.page(ctx, 'card'), customerOf(ctx).to);
  }

  /** Who never paid by card has no page: they see their plans in Stars, else what there is to buy. */
  private async known(ctx: BotContext, view: () => Promise<View>): Promise<View> {
    try {
      return await view();
    } catch (error) {
      if (!(error instanceof NoBillingAccount)) throw error;
      const { user, to } = customerOf(ctx);
      const plans = await this.plans.ofUser(this.reader, user.id);
      if (plans.length > 0) return billingView({ plans, url: undefined, hasPage: false }, to);
      return { ...(await this.shop.everything(ctx)), text: to.texts.noBillingAccount() };
    }
  }
}
