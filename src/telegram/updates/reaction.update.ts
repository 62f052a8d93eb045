import { Update } from 'nestjs-telegraf';
import { FollowReaction } from '../../conversations/reactions/follow-reaction.use-case.js';
import type { BotContext } from './bot-context.js';
import { ReactionChange } from './listeners.js';
import { reactionChangeOf } from './reaction-reading.js';

/** Reactions of customers and moderators. Bot API: those of bots are not reported. */
@Update()
export class ReactionUpdate {
  constructor(private readonly followReaction: FollowReaction) {}

  @ReactionChange()
  async changed(ctx: BotContext): Promise<void> {
    const { messageReaction } = ctx;
    if (messageReaction === undefined || ctx.state.customer?.user.bannedAt) return;
    const change = reactionChangeOf(ctx.update.update_id, messageReaction);
    if (change !== undefined) await this.followReaction.execute(change);
  }
}
