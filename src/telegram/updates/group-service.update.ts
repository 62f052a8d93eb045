import { Update } from 'nestjs-telegraf';
import { AdminGroups } from '../../conversations/threads/admin-groups.js';
import { SetThreadState } from '../../conversations/threads/set-thread-state.use-case.js';
import { ThreadsRepository } from '../../conversations/threads/threads.repository.js';
import { asChatId } from '../../kernel/ids.js';
import type { BotContext } from './bot-context.js';
import { Transactor } from '../../database/transactor.js';
import { GroupServiceMessage, topicOf } from './listeners.js';

/** What happens to the group and its topics. Bot API: service messages, also those that the bot caused. */
@Update()
export class GroupServiceUpdate {
  constructor(
    private readonly transactor: Transactor,
    private readonly threads: ThreadsRepository,
    private readonly groups: AdminGroups,
    private readonly setState: SetThreadState,
  ) {}

  @GroupServiceMessage('migrate_to_chat_id')
  async moved(ctx: BotContext): Promise<void> {
    const { message } = ctx;
    if (message === undefined || !('migrate_to_chat_id' in message)) return;
    const [from, to] = [asChatId(message.chat.id), asChatId(message.migrate_to_chat_id)];
    await this.transactor.run((tx) => this.groups.moved(tx, from, to));
  }

  @GroupServiceMessage('forum_topic_closed')
  async closed(ctx: BotContext): Promise<void> {
    await this.follow(ctx, 'closed');
  }

  @GroupServiceMessage('forum_topic_reopened')
  async reopened(ctx: BotContext): Promise<void> {
    await this.follow(ctx, 'reopened');
  }

  private async follow(ctx: BotContext, event: 'closed' | 'reopened'): Promise<void> {
    const { chat, from, message } = ctx;
    const topicId = topicOf(ctx);
    if (chat === undefined || message === undefined || topicId === undefined) return;
    if (from?.id === ctx.botInfo.id) return;
    const { reader } = this.transactor;
    const threadId = await this.threads.threadOfTopic(reader, asChatId(chat.id), topicId);
    if (threadId === undefined) return;
    // A spare topic may be put away without an effect on the conversation.
    const thread = await this.threads.byId(reader, threadId);
    if (thread.topicId !== topicId) return;
    await this.setState.execute({ threadId, event, messageId: message.message_id, isTopicDone: true });
  }
}
