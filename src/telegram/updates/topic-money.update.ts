import { Update } from 'nestjs-telegraf';
import { largestGift } from '../../billing/use-cases/gift-credits.use-case.js';
import type { ThreadPlace } from '../../conversations/threads/threads.repository.js';
import { actorOf } from '../guards/administrators.js';
import { bannedView, deskTexts, giftedView } from '../views/desk.view.js';
import type { View } from '../views/view.js';
import { type BotContext, type Command, commandOf } from './bot-context.js';
import { GroupCommand } from './listeners.js';
import { TopicDesk } from './topic-desk.js';
import { TopicMoney } from './topic-money.js';

/** `/gift`, `/ban`, `/unban`: for administrators, logged, and without effect when the update comes twice. */
@Update()
export class TopicMoneyUpdate {
  constructor(
    private readonly desk: TopicDesk,
    private readonly money: TopicMoney,
  ) {}

  @GroupCommand(/^gift$/)
  async gift(ctx: BotContext): Promise<void> {
    const thread = await this.desk.administered(ctx);
    if (thread === undefined) return;
    const [, digits = '', reason = ''] =
      /^(\d{1,6})(?:\s+([\s\S]+))?$/.exec(commandOf(ctx)?.rest ?? '') ?? [];
    const amount = Number(digits);
    if (amount < 1 || amount > largestGift) {
      await this.desk.replies.inGroup(ctx, { text: deskTexts.giftUsage });
      return;
    }
    const { name } = actorOf(ctx);
    const { balance } = await this.money.gift(thread, { amount, reason: reason || null, ...requestOf(ctx) });
    await this.desk.replies.inGroup(ctx, giftedView(amount, balance, name));
  }

  @GroupCommand(/^(ban|unban)$/)
  async ban(ctx: BotContext): Promise<void> {
    const thread = await this.desk.administered(ctx);
    const command = commandOf(ctx);
    if (thread === undefined || command === undefined) return;
    const banned = command.name === 'ban';
    const changed = await this.money.ban(thread, { banned, reason: command.rest || null, ...requestOf(ctx) });
    const idle = banned ? deskTexts.alreadyBanned : deskTexts.notBanned;
    await this.desk.replies.inGroup(ctx, changed ? this.done(thread, command) : { text: idle });
  }

  private done({ id }: ThreadPlace, { name, rest }: Command): View {
    if (name === 'unban') return { text: deskTexts.unbanned };
    return rest === '' ? bannedView(id) : { text: deskTexts.banned };
  }
}

function requestOf(ctx: BotContext): { actor: ReturnType<typeof actorOf>; requestKey: string } {
  return { actor: actorOf(ctx), requestKey: `message:${ctx.chat?.id ?? 0}:${ctx.message?.message_id ?? 0}` };
}
