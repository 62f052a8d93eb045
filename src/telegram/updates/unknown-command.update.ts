import { Update } from 'nestjs-telegraf';
import { anonymousBotId } from '../guards/administrators.js';
import { unknownCommandView } from '../views/desk.view.js';
import { type BotContext, commandOf } from './bot-context.js';
import { GroupCommand, topicOf } from './listeners.js';
import { Replies } from './replies.js';

/** A hint for moderators who mistyped a command; listed after all other commands of the group. */
@Update()
export class UnknownCommandUpdate {
  constructor(private readonly replies: Replies) {}

  @GroupCommand(/./)
  async unknown(ctx: BotContext): Promise<void> {
    // Bots that answered each other would never stop.
    if (ctx.from?.is_bot === true && ctx.from.id !== anonymousBotId) return;
    const name = commandOf(ctx)?.name ?? '';
    await this.replies.inGroup(ctx, unknownCommandView(name, topicOf(ctx) !== undefined));
  }
}
