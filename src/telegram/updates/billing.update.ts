import { Logger } from '@nestjs/common';
import { Update } from 'nestjs-telegraf';
import { NoBillingAccount, ProviderUnavailable } from '../../billing/billing.errors.js';
import { OpenPortal } from '../../billing/use-cases/open-portal.use-case.js';
import { BotLifecycle } from '../bot-lifecycle.js';
import type { View } from '../views/view.js';
import { type BotContext, customerOf } from './bot-context.js';
import { PrivateCommand } from './listeners.js';
import { Replies } from './replies.js';
import { ShopWindow } from './shop-window.js';

/** `/billing`: the customer's own page at the payment provider, made when it is asked for. */
@Update()
export class BillingUpdate {
  private readonly log = new Logger(BillingUpdate.name);

  constructor(
    private readonly portal: OpenPortal,
    private readonly shop: ShopWindow,
    private readonly lifecycle: BotLifecycle,
    private readonly replies: Replies,
  ) {}

  @PrivateCommand(/^billing$/)
  async billing(ctx: BotContext): Promise<void> {
    await this.replies.toCustomer(ctx, await this.view(ctx));
  }

  private async view(ctx: BotContext): Promise<View> {
    const { user, to } = customerOf(ctx);
    try {
      const url = await this.portal.execute(user.id, await this.lifecycle.link());
      return { text: to.texts.billing(), keyboard: [[{ text: to.texts.billingButton(), url }]] };
    } catch (error) {
      if (error instanceof ProviderUnavailable) {
        this.log.warn(`no billing page: ${error.details.operation}: ${String(error.cause)}`);
        return { text: to.texts.providerDown() };
      }
      if (!(error instanceof NoBillingAccount)) throw error;
      return { ...(await this.shop.everything(ctx)), text: to.texts.noBillingAccount() };
    }
  }
}
