import { Update } from 'nestjs-telegraf';
import { BotApi } from '../outbound/bot-api.js';
import { Refusal } from '../outbound/refusal.js';
import type { BotContext } from './bot-context.js';
import { GroupServiceMessage } from './listeners.js';

/**
 * Telegram writes a line into the topic whenever its icon or name changes. Those that the bot caused are taken away:
 * the icon says it, and they would stand between all messages. Bot API: deletions count against no limit.
 */
@Update()
export class TopicEditNoteUpdate {
  constructor(private readonly api: BotApi) {}

  @GroupServiceMessage('forum_topic_edited')
  async edited(ctx: BotContext): Promise<void> {
    const { chat, message, from } = ctx;
    if (chat === undefined || message === undefined || from?.id !== ctx.botInfo.id) return;
    try {
      await this.api.call('deleteMessage', { chat_id: chat.id, message_id: message.message_id });
    } catch (error) {
      // Gone already, or the bot may not delete: then the line stays.
      if (!(error instanceof Refusal)) throw error;
    }
  }
}
