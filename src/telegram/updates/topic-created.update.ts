import { Update } from 'nestjs-telegraf';
import { AdoptTopic } from '../../conversations/threads/adopt-topic.use-case.js';
import { asChatId } from '../../kernel/ids.js';
import { spareTopicView } from '../views/desk.view.js';
import { topicLink } from '../views/topic-link.js';
import type { BotContext } from './bot-context.js';
import { GroupServiceMessage } from './listeners.js';
import { Replies } from './replies.js';

/** The bot's own topics, as Telegram reports them. */
@Update()
export class TopicCreatedUpdate {
  constructor(
    private readonly adoptTopic: AdoptTopic,
    private readonly replies: Replies,
  ) {}

  @GroupServiceMessage('forum_topic_created')
  async created(ctx: BotContext): Promise<void> {
    const { message, chat } = ctx;
    if (message === undefined || !('forum_topic_created' in message)) return;
    if (chat === undefined || ctx.from?.id !== ctx.botInfo.id) return;
    const { message_thread_id: topicId } = message;
    if (topicId === undefined) return;
    const chatId = asChatId(chat.id);
    const adoption = await this.adoptTopic.execute(chatId, topicId, message.forum_topic_created.name);
    if (adoption.kind !== 'spare') return;
    await this.replies.inGroup(ctx, spareTopicView(topicLink(chatId, adoption.topicId)));
  }
}
