import { Update } from 'nestjs-telegraf';
import { HistoryQuery } from '../../billing/ledger/history.query.js';
import { PaymentProviders } from '../../billing/payment-providers.js';
import { Reader } from '../../database/reader.js';
import { textWithoutCards } from '../views/command-lists.js';
import { historyView } from '../views/history.view.js';
import { type BotContext, customerOf } from './bot-context.js';
import { PrivateCommand } from './listeners.js';
import { Replies } from './replies.js';

/** `/history`, and the two pages that Telegram asks of every bot that sells: `/terms` and `/paysupport`. */
@Update()
export class HistoryUpdate {
  constructor(
    private readonly reader: Reader,
    private readonly history: HistoryQuery,
    private readonly replies: Replies,
    private readonly providers: PaymentProviders,
  ) {}

  @PrivateCommand(/^history$/)
  async movements(ctx: BotContext): Promise<void> {
    const { user, to } = customerOf(ctx);
    await this.replies.toCustomer(ctx, historyView(await this.history.of(this.reader, user.id), to));
  }

  @PrivateCommand(/^terms$/)
  async terms(ctx: BotContext): Promise<void> {
    await this.replies.toCustomer(ctx, { text: customerOf(ctx).to.texts.terms() });
  }

  @PrivateCommand(/^paysupport$/)
  async paymentSupport(ctx: BotContext): Promise<void> {
    const text = customerOf(ctx).to.texts.paySupport();
    await this.replies.toCustomer(ctx, { text: this.providers.takeCards ? text : textWithoutCards(text) });
  }
}
