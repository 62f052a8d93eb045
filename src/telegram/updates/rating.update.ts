import { Update } from 'nestjs-telegraf';
import { CommentOnRating } from '../../conversations/ratings/comment-on-rating.use-case.js';
import { RateConversation } from '../../conversations/ratings/rate-conversation.use-case.js';
import { ratingQuestionView } from '../views/rating.view.js';
import { type BotContext, customerOf, type Next } from './bot-context.js';
import { pressed, PrivateMessage, PrivatePress } from './listeners.js';
import { replyTargetOf } from './message-reading.js';
import { Replies } from './replies.js';

const ratePress = /^rate:(\d{1,15}):([1-5])$/;

/** The five buttons after a conversation, and the comment that answers them. Listed before what goes to moderators. */
@Update()
export class RatingUpdate {
  constructor(
    private readonly rate: RateConversation,
    private readonly comment: CommentOnRating,
    private readonly replies: Replies,
  ) {}

  @PrivatePress(ratePress)
  async press(ctx: BotContext): Promise<void> {
    const [ratingId = 0, score = 0] = pressed(ctx, ratePress).map(Number);
    const { user, to } = customerOf(ctx);
    const messageId = ctx.callbackQuery?.message?.message_id ?? null;
    const result = await this.rate.execute({ ratingId, userId: user.id, score, messageId });
    if (result === 'too_late') return this.replies.answerPress(ctx, to.texts.person.ratingStands(), true);
    if (result === 'unknown') return this.replies.answerPress(ctx, to.texts.stale());
    await this.replies.answerPress(ctx);
    await this.replies.editPressed(ctx, ratingQuestionView(ratingId, to, score));
  }

  @PrivateMessage()
  async reply(ctx: BotContext, next: Next): Promise<void> {
    const { message } = ctx;
    const answered = message === undefined ? null : replyTargetOf(message);
    if (message === undefined || answered === null || !('text' in message)) return next();
    const { user, to } = customerOf(ctx);
    const { message_id: messageId, text } = message;
    const isKept = await this.comment.execute({ user, answered, messageId, text });
    if (!isKept) return next();
    await this.replies.toCustomer(ctx, { text: to.texts.person.commentKept() });
  }
}
