import { Injectable } from '@nestjs/common';
import { NoBillingAccount } from '../../billing/billing.errors.js';
import { type PlanOverview, PlansQuery } from '../../billing/subscriptions/plans.query.js';
import { Reader } from '../../database/reader.js';
import { billingView } from '../views/plan.view.js';
import type { View } from '../views/view.js';
import { BillingPages } from './billing-pages.js';
import { type BotContext, customerOf } from './bot-context.js';

/** What `/billing` shows of the customer of an update: the plans, and the page at the payment provider. */
@Injectable()
export class BillingWindow {
  constructor(
    private readonly reader: Reader,
    private readonly plans: PlansQuery,
    private readonly pages: BillingPages,
  ) {}

  /** Undefined when there is nothing: no plan, and no page because they never paid by card. */
  async overview(ctx: BotContext): Promise<View | undefined> {
    const { user, to } = customerOf(ctx);
    const plans = await this.plans.ofUser(this.reader, user.id);
    try {
      return billingView({ plans, url: await this.pages.page(ctx, 'home'), hasPage: true }, to);
    } catch (error) {
      if (!(error instanceof NoBillingAccount)) throw error;
      return this.withoutPage(plans, ctx);
    }
  }

  private withoutPage(plans: readonly PlanOverview[], ctx: BotContext): View | undefined {
    if (plans.length === 0) return undefined;
    return billingView({ plans, url: undefined, hasPage: false }, customerOf(ctx).to);
  }
}
