import { Update } from 'nestjs-telegraf';
import { SetThreadState } from '../../conversations/threads/set-thread-state.use-case.js';
import { WriteNote } from '../../conversations/threads/write-note.use-case.js';
import { actorOf } from '../guards/administrators.js';
import { NoteQuestions } from '../outbound/note-questions.js';
import { deskTexts } from '../views/desk.view.js';
import type { BotContext, Next } from './bot-context.js';
import { CardPress } from './card-press.js';
import { AnswerToBot, GroupPress, pressed } from './listeners.js';
import { TopicDesk } from './topic-desk.js';

const notePress = /^note:(\d{1,15})$/;
const statePress = /^(close|reopen):(\d{1,15})$/;

interface AskedMessage {
  readonly message_id: number;
  readonly text?: string;
}

/** The card's buttons for everyday work, which every moderator may press. */
@Update()
export class CardWorkUpdate {
  constructor(
    private readonly card: CardPress,
    private readonly desk: TopicDesk,
    private readonly setState: SetThreadState,
    private readonly writeNote: WriteNote,
    private readonly questions: NoteQuestions,
  ) {}

  @GroupPress(statePress)
  async state(ctx: BotContext): Promise<void> {
    const [action, threadId] = pressed(ctx, statePress);
    const thread = await this.card.openForWork(ctx, Number(threadId));
    if (thread === undefined) return;
    const closes = action === 'close';
    const result = await this.setState.execute({
      threadId: thread.id,
      event: closes ? 'closed' : 'reopened',
      messageId: ctx.callbackQuery?.message?.message_id ?? 0,
    });
    const texts = {
      changed: closes ? deskTexts.closed : deskTexts.reopened,
      unchanged: closes ? deskTexts.alreadyClosed : deskTexts.alreadyOpen,
      unseen: deskTexts.unseen,
    };
    await this.card.replies.answerPress(ctx, texts[result]);
  }

  @GroupPress(notePress)
  async note(ctx: BotContext): Promise<void> {
    const [threadId] = pressed(ctx, notePress);
    const thread = await this.card.openForWork(ctx, Number(threadId));
    if (thread === undefined) return;
    await this.questions.ask(thread, ctx.callbackQuery?.id ?? '');
    await this.card.replies.answerPress(ctx, deskTexts.noteAsked);
  }

  @AnswerToBot()
  async answered(ctx: BotContext, next: Next): Promise<void> {
    const { chat, message } = ctx;
    const { reply_to_message: replied } = (message ?? {}) as { reply_to_message?: AskedMessage };
    if (chat === undefined || message === undefined || replied === undefined) return next();
    const threadId = await this.askedAbout(ctx, chat.id, replied);
    if (threadId === undefined) return next();
    if (!(await this.desk.mayWork(ctx))) {
      return this.desk.replies.inGroup(ctx, { text: deskTexts.onlyReads });
    }
    const { text: body = '' } = message as { text?: string };
    if (body === '') return this.desk.replies.inGroup(ctx, { text: deskTexts.noteEmpty });
    const source = { threadId, chatId: chat.id, messageId: message.message_id };
    await this.writeNote.execute({ ...source, authorName: actorOf(ctx).name, body });
    await this.desk.replies.inGroup(ctx, { text: deskTexts.noteKept });
  }

  private async askedAbout(
    ctx: BotContext,
    chatId: number,
    { message_id: messageId, text }: AskedMessage,
  ): Promise<number | undefined> {
    const threadId = await this.questions.threadAt(chatId, messageId);
    if (threadId !== undefined || !(await this.questions.isUnplaced(chatId, messageId, text)))
      return threadId;
    return (await this.desk.find(ctx))?.id;
  }
}
