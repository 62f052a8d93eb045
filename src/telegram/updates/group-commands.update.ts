import { Update } from 'nestjs-telegraf';
import { AppConfig } from '../../config/app-config.js';
import { asChatId } from '../../kernel/ids.js';
import { StatsRequests } from '../outbound/stats-requests.js';
import { deskTexts, groupHelpView } from '../views/desk.view.js';
import { type BotContext, commandOf } from './bot-context.js';
import { AnyPress, GroupCommand, topicOf } from './listeners.js';
import { Replies } from './replies.js';

/** Commands that work anywhere in the group, and the end of the line for buttons that nobody knows. */
@Update()
export class GroupCommandsUpdate {
  constructor(
    private readonly stats: StatsRequests,
    private readonly replies: Replies,
    private readonly config: AppConfig,
  ) {}

  @GroupCommand(/^stats$/)
  async showStats(ctx: BotContext): Promise<void> {
    const { chat, message } = ctx;
    if (chat === undefined || message === undefined) return;
    const days = /^(7|30|90)d?$/i.exec(commandOf(ctx)?.rest || '7d')?.[1];
    if (days === undefined) return this.replies.inGroup(ctx, { text: deskTexts.statsUsage });
    const place = { chatId: asChatId(chat.id), topicId: topicOf(ctx) ?? null, replyTo: message.message_id };
    await this.stats.request({ days: Number(days), ...place });
  }

  @GroupCommand(/^(help|start)$/)
  async help(ctx: BotContext): Promise<void> {
    await this.replies.inGroup(ctx, groupHelpView(this.config.telegram.deliveredReaction));
  }

  @AnyPress()
  async stale(ctx: BotContext): Promise<void> {
    const text = ctx.state.customer?.to.texts.stale() ?? deskTexts.staleButton;
    await this.replies.answerPress(ctx, text);
  }
}
