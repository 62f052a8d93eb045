import { Update } from 'nestjs-telegraf';
import { BillingOverviewQuery } from '../../billing/billing-overview.query.js';
import { Reader } from '../../database/reader.js';
import { SettingsService } from '../../users/settings/settings.service.js';
import { balanceView } from '../views/balance.view.js';
import { type BotContext, customerOf } from './bot-context.js';
import { PrivateCommand } from './listeners.js';
import { Replies } from './replies.js';
import { Shelves } from './shelves.js';

/** `/balance`: what the customer has, and packs to top it up. */
@Update()
export class BalanceUpdate {
  constructor(
    private readonly reader: Reader,
    private readonly billing: BillingOverviewQuery,
    private readonly settings: SettingsService,
    private readonly shelves: Shelves,
    private readonly replies: Replies,
  ) {}

  @PrivateCommand(/^balance$/)
  async balance(ctx: BotContext): Promise<void> {
    const { user, telegramId, to } = customerOf(ctx);
    const overview = await this.billing.of(this.reader, user.id);
    const { balance_bar_max: barMax } = await this.settings.current(this.reader);
    const packs = await this.shelves.packsFor({ userId: user.id, telegramId }, 1);
    await this.replies.toCustomer(ctx, balanceView({ overview, barMax, packs }, to));
  }
}
