import { Update } from 'nestjs-telegraf';
import { LockContent } from '../../billing/content/lock-content.use-case.js';
import { BotLifecycle } from '../bot-lifecycle.js';
import { actorOf } from '../guards/administrators.js';
import { lockedView, lockRefusedView, lockUsage } from '../views/content-desk.view.js';
import { deskTexts } from '../views/desk.view.js';
import { oneLine } from '../views/plain-text.js';
import { type BotContext, commandOf } from './bot-context.js';
import { GroupCommand } from './listeners.js';
import { LockSource } from './lock-source.js';
import { TopicDesk } from './topic-desk.js';

/** Longer titles are refused, not cut; this only keeps a whole message from becoming one. */
const longestLine = 4_096;

/** `/lock 5 title` as an answer: in a customer's topic it is offered to them, elsewhere it waits for its link. */
@Update()
export class LockUpdate {
  constructor(
    private readonly desk: TopicDesk,
    private readonly sources: LockSource,
    private readonly lock: LockContent,
    private readonly lifecycle: BotLifecycle,
  ) {}

  @GroupCommand(/^lock$/)
  async make(ctx: BotContext): Promise<void> {
    if (!(await this.desk.mayAct(ctx)))
      return this.desk.replies.inGroup(ctx, { text: deskTexts.needsAdministrator });
    const [, digits, words] = /^(\d{1,30})(?:\s+([\s\S]+))?$/.exec(commandOf(ctx)?.rest ?? '') ?? [];
    if (digits === undefined) return this.desk.replies.inGroup(ctx, { text: lockUsage });
    const thread = await this.desk.find(ctx);
    const found = await this.sources.of(ctx, thread !== undefined);
    if (found.refused !== null) return this.desk.replies.inGroup(ctx, lockRefusedView(found.refused));
    const requestKey = `message:${ctx.chat?.id ?? 0}:${ctx.message?.message_id ?? 0}`;
    const title = words === undefined ? null : oneLine(words, longestLine) || null;
    const { item, offering } = await this.lock.execute({
      item: { ...found.source, title, cost: Number(digits), requestKey },
      userId: thread?.userId ?? null,
      actor: actorOf(ctx),
    });
    await this.desk.replies.inGroup(ctx, lockedView(item, offering, await this.lifecycle.link()));
  }
}
