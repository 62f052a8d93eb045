import { Update } from 'nestjs-telegraf';
import { asTelegramId } from '../../kernel/ids.js';
import { MarkReach } from '../../users/mark-reach.use-case.js';
import { Administrators } from '../guards/administrators.js';
import type { BotContext } from './bot-context.js';
import { Membership, OwnMembership } from './listeners.js';

/** Customers who block the bot or come back, and changes among the moderators. */
@Update()
export class MembershipUpdate {
  constructor(
    private readonly markReach: MarkReach,
    private readonly administrators: Administrators,
  ) {}

  @OwnMembership()
  async own(ctx: BotContext): Promise<void> {
    const change = ctx.myChatMember;
    if (change === undefined) return;
    if (change.chat.type !== 'private') {
      this.administrators.forget(change.chat.id);
      return;
    }
    // Bot API: in a private chat `kicked` means that the person blocked the bot, `member` that they let it in again.
    const reach = change.new_chat_member.status === 'kicked' ? 'blocked_bot' : 'reachable';
    await this.markReach.execute(asTelegramId(change.from.id), reach);
  }

  @Membership()
  others(ctx: BotContext): void {
    if (ctx.chatMember !== undefined) this.administrators.forget(ctx.chatMember.chat.id);
  }
}
