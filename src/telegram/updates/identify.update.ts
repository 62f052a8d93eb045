import { Update, Use } from 'nestjs-telegraf';
import { WelcomeCustomer } from '../../billing/use-cases/welcome-customer.use-case.js';
import { AppConfig } from '../../config/app-config.js';
import { AdminGroups } from '../../conversations/threads/admin-groups.js';
import { Transactor } from '../../database/transactor.js';
import { asChatId } from '../../kernel/ids.js';
import { languageOf } from '../../users/language.js';
import { RecogniseUser } from '../../users/recognise-user.use-case.js';
import { audience } from '../views/customer.js';
import { type BotContext, commandOf, type Next } from './bot-context.js';
import { profileOf } from './profile-reading.js';
import { startPayload } from './start-payload.js';

/** The first to see an update: knows the customer, and lets only admin groups through among the groups. */
@Update()
export class IdentifyUpdate {
  constructor(
    private readonly recognise: RecogniseUser,
    private readonly welcome: WelcomeCustomer,
    private readonly groups: AdminGroups,
    private readonly config: AppConfig,
    private readonly transactor: Transactor,
  ) {}

  @Use()
  async identify(ctx: BotContext, next: Next): Promise<void> {
    if (await this.isOurs(ctx)) await next();
  }

  private async isOurs(ctx: BotContext): Promise<boolean> {
    if (ctx.chat?.type === 'private') return this.asCustomer(ctx);
    // Somebody may add the bot to a group of their own; nothing there is ours to answer.
    if (ctx.chat === undefined) return false;
    await this.follow(ctx.chat.id, ctx.message);
    return this.groups.has(ctx.chat.id);
  }

  /** Bot API: the first message of a group with a new id names the old one, whose own message may come later. */
  private async follow(chatId: number, message: BotContext['message']): Promise<void> {
    const from = (message as { migrate_from_chat_id?: number } | undefined)?.migrate_from_chat_id;
    if (from === undefined || !(await this.groups.has(from))) return;
    await this.transactor.run((tx) => this.groups.moved(tx, asChatId(from), asChatId(chatId)));
  }

  private async asCustomer(ctx: BotContext): Promise<boolean> {
    const profile = profileOf(ctx.from);
    // Bot API: the bot hears its own service messages, and is no customer of its own.
    if (profile === undefined || ctx.from?.is_bot === true) return false;
    const command = commandOf(ctx);
    const payload = command?.name === 'start' ? startPayload(command.rest) : undefined;
    const source = payload?.kind === 'source' ? payload.name : null;
    const { user, isNew } = await this.recognise.execute(profile, source);
    if (isNew) await this.welcome.execute(user.id);
    const to = audience(languageOf(user), this.config.timeZone);
    ctx.state.customer = { user, telegramId: profile.telegramId, to, isNew };
    return true;
  }
}
