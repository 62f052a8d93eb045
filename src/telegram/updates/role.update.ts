import { Update } from 'nestjs-telegraf';
import { GiveRole } from '../../users/team/give-role.use-case.js';
import { isGivenRole } from '../../users/team/role.js';
import type { TeamMember } from '../../users/team/team.repository.js';
import { actorOf, Administrators } from '../guards/administrators.js';
import { roleChangedText, roleTexts, unknownMemberText } from '../views/team.view.js';
import { type BotContext, commandOf } from './bot-context.js';
import { GroupCommand } from './listeners.js';
import { Replies } from './replies.js';
import { TeamFinder } from './team-finder.js';

/** `/role`: the owner and admins say what the others may do inside the bot. */
@Update()
export class RoleUpdate {
  constructor(
    private readonly finder: TeamFinder,
    private readonly administrators: Administrators,
    private readonly giveRole: GiveRole,
    private readonly replies: Replies,
  ) {}

  @GroupCommand(/^role$/)
  async role(ctx: BotContext): Promise<void> {
    await this.replies.inGroup(ctx, { text: await this.answer(ctx) });
  }

  private async answer(ctx: BotContext): Promise<string> {
    const mine = await this.administrators.roleOf(ctx);
    if (mine !== 'owner' && mine !== 'admin') return roleTexts.needsAdmin;
    const words = (commandOf(ctx)?.rest ?? '').split(/\s+/).filter((word) => word !== '');
    const role = words.at(-1)?.toLowerCase() ?? '';
    if (!isGivenRole(role)) return roleTexts.usage;
    const asked = words.slice(0, -1).join(' ');
    const member = await this.finder.find(ctx, asked);
    if (member === undefined) return asked === '' ? roleTexts.usage : unknownMemberText(asked);
    return (await this.refusal(ctx, member)) ?? (await this.give(ctx, member, role));
  }

  private async refusal(ctx: BotContext, { telegramId }: TeamMember): Promise<string | undefined> {
    if (telegramId === ctx.from?.id) return roleTexts.self;
    return (await this.administrators.isOwner(ctx.chat?.id ?? 0, telegramId)) ? roleTexts.owner : undefined;
  }

  private async give(
    ctx: BotContext,
    member: TeamMember,
    role: Parameters<GiveRole['execute']>[1],
  ): Promise<string> {
    const requestKey = `message:${ctx.chat?.id ?? 0}:${ctx.message?.message_id ?? 0}`;
    await this.giveRole.execute(member, role, actorOf(ctx), requestKey);
    return roleChangedText(member, member.role, role);
  }
}
