import { Update } from 'nestjs-telegraf';
import { AppConfig } from '../../config/app-config.js';
import { SetThreadState } from '../../conversations/threads/set-thread-state.use-case.js';
import { snoozeEnd } from '../../conversations/threads/snooze-time.js';
import { Clock } from '../../kernel/clock.js';
import { deskTexts, snoozedView } from '../views/desk.view.js';
import { dateTime } from '../views/format.js';
import { type BotContext, commandOf } from './bot-context.js';
import { GroupCommand } from './listeners.js';
import { TopicDesk } from './topic-desk.js';

/** `/close`, `/reopen`, `/snooze`: any moderator may say how it stands with a conversation. */
@Update()
export class ThreadStatesUpdate {
  constructor(
    private readonly desk: TopicDesk,
    private readonly setState: SetThreadState,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  @GroupCommand(/^(close|reopen)$/)
  async state(ctx: BotContext): Promise<void> {
    const thread = await this.desk.worked(ctx);
    const { message } = ctx;
    if (thread === undefined || message === undefined) return;
    const closes = commandOf(ctx)?.name === 'close';
    const event = closes ? 'closed' : 'reopened';
    const result = await this.setState.execute({ threadId: thread.id, event, messageId: message.message_id });
    const done = closes ? deskTexts.closed : deskTexts.reopened;
    const idle = closes ? deskTexts.alreadyClosed : deskTexts.alreadyOpen;
    const texts = { changed: done, unchanged: idle, unseen: deskTexts.unseen };
    await this.desk.replies.inGroup(ctx, { text: texts[result] });
  }

  @GroupCommand(/^snooze$/)
  async snooze(ctx: BotContext): Promise<void> {
    const thread = await this.desk.worked(ctx);
    const { message } = ctx;
    if (thread === undefined || message === undefined) return;
    const { timeZone } = this.config;
    const until = snoozeEnd(commandOf(ctx)?.rest ?? '', this.clock.now(), timeZone);
    if (!(until instanceof Date)) {
      await this.desk.replies.inGroup(ctx, { text: deskTexts.snoozeUsage });
      return;
    }
    const wish = { threadId: thread.id, event: 'snoozed', messageId: message.message_id, until } as const;
    const result = await this.setState.execute(wish);
    const views = {
      changed: snoozedView(dateTime(until, 'en', timeZone)),
      unchanged: { text: deskTexts.snoozeClosed },
      unseen: { text: deskTexts.unseen },
    };
    await this.desk.replies.inGroup(ctx, views[result]);
  }
}
