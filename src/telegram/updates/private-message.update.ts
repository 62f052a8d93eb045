import { Update } from 'nestjs-telegraf';
import { AcceptMessage } from '../../conversations/relay/accept-message.use-case.js';
import { SyncEdit } from '../../conversations/relay/sync-edit.use-case.js';
import { type BotContext, customerOf } from './bot-context.js';
import { Courtesy } from './courtesy.js';
import { PrivateEdit, PrivateMessage } from './listeners.js';
import { carriedBy, contentKeyOf, editedContentOf } from './content-reading.js';
import { albumOf, hasOrigin, isProtected, kindOf, previewOf, replyTargetOf } from './message-reading.js';
import { Replies } from './replies.js';

/** Everything that is no command goes to the moderators. Listed last among the private handlers. */
@Update()
export class PrivateMessageUpdate {
  constructor(
    private readonly accept: AcceptMessage,
    private readonly syncEdit: SyncEdit,
    private readonly courtesy: Courtesy,
    private readonly replies: Replies,
  ) {}

  @PrivateMessage()
  async message(ctx: BotContext): Promise<void> {
    const { message } = ctx;
    const kind = message === undefined ? undefined : kindOf(message);
    if (message === undefined || kind === undefined) return;
    const { user, to } = customerOf(ctx);
    const acceptance = await this.accept.execute(user, {
      chatId: message.chat.id,
      messageId: message.message_id,
      sentAt: new Date(message.date * 1_000),
      kind,
      // Bot API: what is protected is copied, never forwarded.
      hasOrigin: hasOrigin(message) && !isProtected(message),
      replyToMessageId: replyTargetOf(message),
      mediaGroupId: albumOf(message),
      carries: carriedBy(message),
      contentKey: contentKeyOf(message),
      preview: previewOf(message),
    });
    if (acceptance === 'accepted') await this.courtesy.afterMessage(customerOf(ctx), message.message_id);
    if (acceptance === 'banned') await this.replies.toCustomer(ctx, { text: to.texts.banned() });
  }

  @PrivateEdit()
  async edit(ctx: BotContext): Promise<void> {
    const { editedMessage } = ctx;
    const content = editedMessage === undefined ? undefined : editedContentOf(editedMessage);
    if (editedMessage === undefined || content === undefined) return;
    if (customerOf(ctx).user.bannedAt !== null) return;
    await this.syncEdit.execute({
      chatId: editedMessage.chat.id,
      messageId: editedMessage.message_id,
      content,
      contentKey: contentKeyOf(editedMessage),
    });
  }
}
