import { Update } from 'nestjs-telegraf';
import type { Message } from 'telegraf/types';
import { AcceptReply } from '../../conversations/relay/accept-reply.use-case.js';
import { SyncEdit } from '../../conversations/relay/sync-edit.use-case.js';
import { asChatId } from '../../kernel/ids.js';
import { actorOf, anonymousBotId } from '../guards/administrators.js';
import { deskTexts } from '../views/desk.view.js';
import { type BotContext, commandOf } from './bot-context.js';
import { TopicEdit, TopicMessage, topicOf } from './listeners.js';
import { carriedBy, contentKeyOf, editedContentOf } from './content-reading.js';
import { albumOf, isNote, kindOf, replyTargetOf } from './message-reading.js';
import { Replies } from './replies.js';
import { Viewers } from './viewers.js';

/** Bot API: the sender of what somebody writes on behalf of a channel. */
const channelBotId = 136_817_688;

/** What a moderator writes in a topic goes to its customer. Listed last among the group's handlers. */
@Update()
export class TopicMessageUpdate {
  constructor(
    private readonly accept: AcceptReply,
    private readonly syncEdit: SyncEdit,
    private readonly replies: Replies,
    private readonly viewers: Viewers,
  ) {}

  @TopicMessage()
  async message(ctx: BotContext): Promise<void> {
    const { message, chat } = ctx;
    const topicId = topicOf(ctx);
    if (message === undefined || chat === undefined || topicId === undefined) return;
    const kind = kindOf(message);
    if (kind === undefined || isInternal(ctx, message)) return;
    if (await this.viewers.keepBack(ctx)) return;
    const { telegramId: authorTelegramId, name: authorName } = actorOf(ctx);
    const result = await this.accept.execute({
      chatId: asChatId(chat.id),
      topicId,
      messageId: message.message_id,
      kind,
      replyToMessageId: replyTargetOf(message, topicId),
      mediaGroupId: albumOf(message),
      carries: carriedBy(message),
      contentKey: contentKeyOf(message),
      authorTelegramId,
      authorName,
    });
    if (result === 'no-thread') await this.replies.inGroup(ctx, { text: deskTexts.unknownTopic });
  }

  @TopicEdit()
  async edit(ctx: BotContext): Promise<void> {
    const { editedMessage } = ctx;
    const content = editedMessage === undefined ? undefined : editedContentOf(editedMessage);
    if (editedMessage === undefined || content === undefined) return;
    // A text that was sent by a command has no original that could be edited.
    if (content.type === 'text' && /^\/\w/.test(content.text)) return;
    await this.syncEdit.execute({
      chatId: editedMessage.chat.id,
      messageId: editedMessage.message_id,
      content,
      contentKey: contentKeyOf(editedMessage),
    });
  }
}

/** Never leaves the group: commands, notes behind `//`, other bots' messages, a linked channel's posts. */
function isInternal(ctx: BotContext, message: Message): boolean {
  const { text, caption } = message as { text?: string; caption?: string };
  if (isNote(message) || commandOf(ctx) !== undefined) return true;
  // A command for another bot, or one written as a caption.
  if (/^\/\w/.test(text ?? caption ?? '')) return true;
  if ('is_automatic_forward' in message) return true;
  const { from } = ctx;
  return from?.is_bot === true && from.id !== anonymousBotId && from.id !== channelBotId;
}
