import { Update } from 'nestjs-telegraf';
import { BillingOverviewQuery } from '../../billing/billing-overview.query.js';
import { WriteOffDebt } from '../../billing/use-cases/write-off-debt.use-case.js';
import type { ThreadPlace } from '../../conversations/threads/threads.repository.js';
import { Reader } from '../../database/reader.js';
import { actorOf } from '../guards/administrators.js';
import { deskTexts } from '../views/desk.view.js';
import { writeOffDoneView, writeOffTexts, writeOffView } from '../views/write-off.view.js';
import type { BotContext } from './bot-context.js';
import { commandOf } from './bot-context.js';
import { GroupCommand, GroupPress, pressed } from './listeners.js';
import { TopicDesk } from './topic-desk.js';

const writeOffPress = /^writeoff:(yes|no):(\d{1,15}):(\d{1,15})$/;

/** `/writeoff [reason]`: an administrator gives up a customer's debt, after a question that names it. */
@Update()
export class WriteOffUpdate {
  constructor(
    private readonly desk: TopicDesk,
    private readonly reader: Reader,
    private readonly billing: BillingOverviewQuery,
    private readonly writeOff: WriteOffDebt,
  ) {}

  @GroupCommand(/^writeoff$/)
  async ask(ctx: BotContext): Promise<void> {
    const thread = await this.desk.administered(ctx);
    if (thread === undefined) return;
    const { owed } = await this.billing.of(this.reader, thread.userId);
    const reason = commandOf(ctx)?.rest ?? '';
    await this.desk.replies.inGroup(ctx, writeOffView({ thread, owed, reason }));
  }

  @GroupPress(writeOffPress)
  async answer(ctx: BotContext): Promise<void> {
    const [answer, threadId, owed] = pressed(ctx, writeOffPress);
    const thread = await this.pressedThread(ctx, Number(threadId));
    if (thread === undefined) return;
    if (answer === 'no') {
      await this.desk.replies.editPressedInGroup(ctx, { text: writeOffTexts.kept });
      await this.desk.replies.answerPress(ctx);
      return;
    }
    const amount = Number(owed);
    const actor = actorOf(ctx);
    const message = ctx.callbackQuery?.message?.message_id ?? 0;
    const result = await this.writeOff.execute({
      userId: thread.userId,
      amount,
      reason: reasonOf(ctx),
      actor,
      // The question is asked once, so it is answered once.
      requestKey: `writeoff:${thread.chatId}:${message}`,
    });
    if (result === 'written-off')
      await this.desk.replies.editPressedInGroup(ctx, writeOffDoneView(amount, actor.name));
    await this.desk.replies.answerPress(ctx, writeOffTexts[result], result === 'debt-changed');
  }

  /** Undefined when the press was refused, which the presser has been told. */
  private async pressedThread(ctx: BotContext, threadId: number): Promise<ThreadPlace | undefined> {
    const allowed = await this.desk.mayAct(ctx);
    const thread = allowed ? await this.desk.find(ctx) : undefined;
    if (thread?.id === threadId) return thread;
    const { staleButton, needsAdministrator } = deskTexts;
    await this.desk.replies.answerPress(ctx, allowed ? staleButton : needsAdministrator, true);
    return undefined;
  }
}

/** The question answers the command, so the reason is found where the administrator wrote it. */
function reasonOf(ctx: BotContext): string | null {
  const question = ctx.callbackQuery?.message as { reply_to_message?: { text?: string } } | undefined;
  return /^\/writeoff(?:@\w+)?\s+(\S[\s\S]*)$/i.exec(question?.reply_to_message?.text ?? '')?.[1] ?? null;
}
