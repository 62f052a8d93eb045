import { Update } from 'nestjs-telegraf';
import { DrainGroup } from '../../conversations/threads/drain-group.use-case.js';
import { asChatId } from '../../kernel/ids.js';
import { actorOf } from '../guards/administrators.js';
import { deskTexts } from '../views/desk.view.js';
import { drainView } from '../views/drain.view.js';
import { type BotContext, commandOf } from './bot-context.js';
import { GroupCommand } from './listeners.js';
import { TopicDesk } from './topic-desk.js';

/** `/drain` lets the group in which it is written run empty, `/drain off` fills it again. */
@Update()
export class DrainUpdate {
  constructor(
    private readonly desk: TopicDesk,
    private readonly drainGroup: DrainGroup,
  ) {}

  @GroupCommand(/^drain$/)
  async drain(ctx: BotContext): Promise<void> {
    const { chat, message } = ctx;
    if (chat === undefined || message === undefined) return;
    const { replies } = this.desk;
    const wish = /^(on|off)?$/i.exec(commandOf(ctx)?.rest ?? '');
    if (wish === null) return replies.inGroup(ctx, { text: deskTexts.drainUsage });
    if (!(await this.desk.mayAct(ctx))) return replies.inGroup(ctx, { text: deskTexts.needsAdministrator });
    const drained = wish[1]?.toLowerCase() !== 'off';
    const requestKey = `drain:${chat.id}:${message.message_id}`;
    const actor = actorOf(ctx);
    const result = await this.drainGroup.execute({ chatId: asChatId(chat.id), drained, actor, requestKey });
    await replies.inGroup(ctx, drainView(result, drained));
  }
}
