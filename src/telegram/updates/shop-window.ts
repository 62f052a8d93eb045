import { Injectable } from '@nestjs/common';
import { PlanHeld, ProviderUnavailable, TooManyPages } from '../../billing/billing.errors.js';
import { checkoutView, providerDownView, shopView, tooManyPagesView } from '../views/shop.view.js';
import type { View } from '../views/view.js';
import { BillingWindow } from './billing-window.js';
import { type BotContext, customerOf } from './bot-context.js';
import { Shelves } from './shelves.js';

/** What is on sale, as the customer of an update sees it: everything, or the page of one product. */
@Injectable()
export class ShopWindow {
  constructor(
    private readonly shelves: Shelves,
    private readonly billing: BillingWindow,
  ) {}

  async everything(ctx: BotContext): Promise<View> {
    const { user, telegramId, to } = customerOf(ctx);
    return shopView(await this.shelves.all({ userId: user.id, telegramId }), to);
  }

  /** Throws `UnknownProduct` for what is not on sale, `CustomerBanned` and `PurchasesBlocked`. */
  async page(ctx: BotContext, code: string, savesCard = false): Promise<View> {
    const { user, telegramId, to } = customerOf(ctx);
    try {
      const view = checkoutView(await this.shelves.one({ userId: user.id, telegramId }, code, savesCard), to);
      return savesCard
        ? {
            ...view,
            text: `${view.text}

${to.texts.recharge.savesCard()}`,
          }
        : view;
    } catch (error) {
      if (error instanceof PlanHeld) return this.held(ctx, error);
      if (error instanceof TooManyPages) return tooManyPagesView(error.details.retryAt, to);
      if (!(error instanceof ProviderUnavailable)) throw error;
      return providerDownView(code, to);
    }
  }

  /** What they have, in place of a page to buy it again. */
  private async held(ctx: BotContext, error: PlanHeld): Promise<View> {
    const { plan: texts } = customerOf(ctx).to.texts;
    const billing = await this.billing.overview(ctx);
    if (billing === undefined) throw error;
    return { ...billing, text: `${texts.onePlan[error.details.way]()}\n\n${billing.text}` };
  }
}
