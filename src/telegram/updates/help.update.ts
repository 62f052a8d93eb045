import { Update } from 'nestjs-telegraf';
import { costOf } from '../../conversations/messages/message-kind.js';
import { Reader } from '../../database/reader.js';
import { SettingsService } from '../../users/settings/settings.service.js';
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
    await this.replies.toCustomer(ctx, { text: texts.help(costs) });
  }

  @AnyPrivateCommand()
  async unknown(ctx: BotContext): Promise<void> {
    await this.replies.toCustomer(ctx, { text: customerOf(ctx).to.texts.unknownCommand() });
  }
}
