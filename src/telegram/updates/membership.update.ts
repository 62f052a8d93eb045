import { Update } from 'nestjs-telegraf';
import type { ChatMember } from 'telegraf/types';
import { groupNeedsHelp } from '../../conversations/conversations.jobs.js';
import { AdminGroups } from '../../conversations/threads/admin-groups.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { asTelegramId } from '../../kernel/ids.js';
import { MarkReach } from '../../users/mark-reach.use-case.js';
import { TeamRepository } from '../../users/team/team.repository.js';
import { Administrators } from '../guards/administrators.js';
import type { BotContext } from './bot-context.js';
import { Membership, OwnMembership } from './listeners.js';

/** Customers who block the bot or come back, and changes among the moderators. */
@Update()
export class MembershipUpdate {
  constructor(
    private readonly markReach: MarkReach,
    private readonly administrators: Administrators,
    private readonly team: TeamRepository,
    private readonly groups: AdminGroups,
    private readonly transactor: Transactor,
  ) {}

  @OwnMembership()
  async own(ctx: BotContext): Promise<void> {
    const change = ctx.myChatMember;
    if (change === undefined) return;
    if (change.chat.type !== 'private') {
      this.administrators.forget(change.chat.id);
      await this.ownRights(change.chat.id, change.new_chat_member);
      return;
    }
    // Bot API: in a private chat `kicked` means that the person blocked the bot, `member` that they let it in again.
    const reach = change.new_chat_member.status === 'kicked' ? 'blocked_bot' : 'reachable';
    await this.markReach.execute(asTelegramId(change.from.id), reach);
  }

  /** Somebody took a right away: told at once, before the first message fails. */
  private async ownRights(chatId: number, member: ChatMember): Promise<void> {
    const problem = missingRights(member);
    if (problem === undefined || !(await this.groups.has(chatId))) return;
    await this.transactor.run((tx) => announce(tx, groupNeedsHelp, { chatId, problem }));
  }

  @Membership()
  async others(ctx: BotContext): Promise<void> {
    const change = ctx.chatMember;
    if (change === undefined) return;
    this.administrators.forget(change.chat.id);
    const { status, user } = change.new_chat_member;
    const isOurs = await this.groups.has(change.chat.id);
    if (!isOurs || (status !== 'left' && status !== 'kicked')) return;
    await this.transactor.run((tx) => this.team.forget(tx, user.id));
  }
}

const needed = {
  can_manage_topics: 'manage topics',
  can_pin_messages: 'pin messages',
  can_delete_messages: 'delete messages',
} as const;

/** Bot API: `ChatMember`, one shape per status. */
function missingRights(member: ChatMember): string | undefined {
  if (member.status === 'kicked' || member.status === 'left') return 'the bot was removed from the group';
  if (member.status !== 'administrator') return 'the bot is no administrator';
  const missing = Object.entries(needed).filter(([right]) => member[right as keyof typeof needed] !== true);
  if (missing.length === 0) return undefined;
  return `the bot may not ${missing.map(([, name]) => name).join(', ')}`;
}
