import { Update } from 'nestjs-telegraf';
import { RemoveMessage } from '../../conversations/relay/remove-message.use-case.js';
import { WriteNote } from '../../conversations/threads/write-note.use-case.js';
import { actorOf } from '../guards/administrators.js';
import { deskTexts } from '../views/desk.view.js';
import { type BotContext, commandOf } from './bot-context.js';
import { GroupCommand, topicOf } from './listeners.js';
import { replyTargetOf } from './message-reading.js';
import { TopicDesk } from './topic-desk.js';

/** What any moderator may do in a customer's topic. */
@Update()
export class TopicCommandsUpdate {
  constructor(
    private readonly desk: TopicDesk,
    private readonly writeNote: WriteNote,
    private readonly removeMessage: RemoveMessage,
  ) {}

  @GroupCommand(/^note$/)
  async note(ctx: BotContext): Promise<void> {
    const thread = await this.desk.worked(ctx);
    const { message } = ctx;
    if (thread === undefined || message === undefined) return;
    const body = commandOf(ctx)?.rest ?? '';
    if (body === '') {
      await this.desk.replies.inGroup(ctx, { text: deskTexts.noteUsage });
      return;
    }
    const source = { threadId: thread.id, chatId: thread.chatId, messageId: message.message_id };
    await this.writeNote.execute({ ...source, authorName: actorOf(ctx).name, body });
    await this.desk.replies.inGroup(ctx, { text: deskTexts.noteKept });
  }

  @GroupCommand(/^del$/)
  async remove(ctx: BotContext): Promise<void> {
    const thread = await this.desk.worked(ctx);
    const { message } = ctx;
    if (thread === undefined || message === undefined) return;
    const messageId = replyTargetOf(message, topicOf(ctx));
    const result =
      messageId === null
        ? 'unknown'
        : await this.removeMessage.execute({
            chatId: thread.chatId,
            messageId,
            commandMessageId: message.message_id,
          });
    // A removal that works is its own answer: the message, its copy and the command are gone.
    if (result === 'unknown') await this.desk.replies.inGroup(ctx, { text: deskTexts.deleteUsage });
  }
}
