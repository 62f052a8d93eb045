import { Update } from 'nestjs-telegraf';
import { PaymentProviders } from '../../billing/payment-providers.js';
import { costOf } from '../../conversations/messages/message-kind.js';
import { Reader } from '../../database/reader.js';
import { SettingsService } from '../../users/settings/settings.service.js';
import { textWithoutCards } from '../views/command-lists.js';
import { type BotContext, customerOf } from './bot-context.js';
import { AnyPrivateCommand, PrivateCommand } from './listeners.js';
import { Replies } from './replies.js';

/** `/help`, and a hint for every command that nobody knows; listed after all other commands. */
@Update()
export class HelpUpdate {
  constructor(
    private readonly reader: Reader,
    private readonly settings: SettingsService,
    private readonly replies: Replies,
    private readonly providers: PaymentProviders,
  ) {}

  @PrivateCommand(/^help$/)
  async help(ctx: BotContext): Promise<void> {
    const { texts } = customerOf(ctx).to;
    const settings = await this.settings.current(this.reader);
    const cost = (kind: 'text' | 'photo' | 'document' | 'video' | 'voice'): string =>
      String(costOf(kind, settings));
    const costs = {
      text: cost('text'),
      photo: cost('photo'),
      document: cost('document'),
      video: cost('video'),
      voice: cost('voice'),
    };
    const text = texts.help(costs);
    await this.replies.toCustomer(ctx, { text: this.providers.takeCards ? text : textWithoutCards(text) });
  }

  @AnyPrivateCommand()
  async unknown(ctx: BotContext): Promise<void> {
    await this.replies.toCustomer(ctx, { text: customerOf(ctx).to.texts.unknownCommand() });
  }
}
