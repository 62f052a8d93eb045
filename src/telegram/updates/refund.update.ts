import { Update } from 'nestjs-telegraf';
import { ConfirmRefund } from '../../billing/refunds/confirm-refund.use-case.js';
import type { RefundDialog } from '../../billing/refunds/refund-dialog.query.js';
import { RefundDesk } from '../../billing/refunds/refund-desk.js';
import type { ThreadPlace } from '../../conversations/threads/threads.repository.js';
import { actorOf } from '../guards/administrators.js';
import { RefundPages } from '../outbound/refund-pages.js';
import { deskTexts } from '../views/desk.view.js';
import { refundTexts } from '../views/refund-texts.js';
import type { RefundAction } from '../views/refund.view.js';
import { type BotContext, commandOf } from './bot-context.js';
import { GroupCommand, GroupPress, pressed, topicOf } from './listeners.js';
import { type RefundCommand, readRefundCommand } from './refund-command.js';
import { RefundProposal } from './refund-proposal.js';
import { TopicDesk } from './topic-desk.js';

const openPress = /^refunds:(\d{1,15})$/;
const actPress = /^refund:(part|whole|next|back|cancel|yes):(\d{1,15})$/;

/** `/refund` and its buttons. Looking is free; the second tap moves money, and only an administrator's. */
@Update()
export class RefundUpdate {
  constructor(
    private readonly desk: TopicDesk,
    private readonly refunds: RefundDesk,
    private readonly confirm: ConfirmRefund,
    private readonly proposal: RefundProposal,
    private readonly pages: RefundPages,
  ) {}

  @GroupCommand(/^refund$/)
  async command(ctx: BotContext): Promise<void> {
    const thread = await this.desk.administered(ctx);
    if (thread === undefined) return;
    const command = readRefundCommand(commandOf(ctx)?.rest ?? '');
    const key = `message:${ctx.chat?.id ?? 0}:${ctx.message?.message_id ?? 0}`;
    const problem = command === undefined ? refundTexts.usage : await this.answer(ctx, thread, command, key);
    if (problem !== undefined) await this.desk.replies.inGroup(ctx, { text: problem });
  }

  @GroupPress(openPress)
  async fromCard(ctx: BotContext): Promise<void> {
    const [threadId] = pressed(ctx, openPress);
    const allowed = await this.desk.mayAct(ctx);
    const thread = allowed ? await this.desk.find(ctx) : undefined;
    if (thread === undefined || thread.id !== Number(threadId)) {
      const why = allowed ? deskTexts.staleButton : deskTexts.needsAdministrator;
      return this.desk.replies.answerPress(ctx, why, true);
    }
    const key = `press:${ctx.callbackQuery?.id ?? ''}`;
    const problem = await this.answer(ctx, thread, { reason: null }, key);
    await this.desk.replies.answerPress(ctx, problem, problem !== undefined);
  }

  @GroupPress(actPress)
  async act(ctx: BotContext): Promise<void> {
    const [action, id] = pressed(ctx, actPress);
    const messageId = ctx.callbackQuery?.message?.message_id;
    const dialog = await this.refunds.show(Number(id));
    if (!(await this.desk.mayAct(ctx))) {
      return this.desk.replies.answerPress(ctx, deskTexts.needsAdministrator, true);
    }
    if (dialog === undefined || messageId === undefined || !standsHere(ctx, dialog)) {
      return this.desk.replies.answerPress(ctx, deskTexts.staleButton, true);
    }
    const said = await this.carryOut(ctx, action as RefundAction, dialog);
    const now = await this.refunds.show(dialog.request.id);
    if (now !== undefined) await this.pages.update(now, messageId);
    await this.desk.replies.answerPress(ctx, said.text, said.isAlert);
  }

  /** Returns what is wrong; otherwise the question stands in the topic. */
  private async answer(
    ctx: BotContext,
    thread: ThreadPlace,
    command: RefundCommand,
    requestKey: string,
  ): Promise<string | undefined> {
    const place = { chatId: thread.chatId, topicId: topicOf(ctx) ?? null };
    const { paymentId, reason } = command;
    const which = paymentId === undefined ? {} : { paymentId };
    const request = { userId: thread.userId, reason, actor: actorOf(ctx), requestKey, place };
    const dialog = await this.refunds.open({ ...which, ...request });
    if (dialog === undefined) {
      return paymentId === undefined ? refundTexts.nothing : refundTexts.unknownPayment(`P-${paymentId}`);
    }
    const shown = await this.proposal.of(dialog, command.amount);
    if (typeof shown === 'string') return shown;
    await this.pages.ask(shown, ctx.message?.message_id);
    return undefined;
  }

  private async carryOut(
    ctx: BotContext,
    action: RefundAction,
    { request }: RefundDialog,
  ): Promise<{ text?: string; isAlert?: boolean }> {
    const changed = { text: refundTexts.changed, isAlert: true };
    switch (action) {
      case 'part':
      case 'whole':
        return (await this.refunds.propose(request.id, action)) === undefined ? changed : {};
      case 'next':
        return (await this.refunds.turn(request.id)) === undefined ? changed : {};
      case 'back':
        return (await this.refunds.withdraw(request.id)) === undefined ? changed : {};
      case 'cancel':
        return (await this.refunds.cancel(request.id)) === undefined ? changed : {};
      case 'yes':
        return this.confirmed(ctx, request.id);
    }
  }

  private async confirmed(ctx: BotContext, requestId: number): Promise<{ text: string; isAlert?: boolean }> {
    const messageId = ctx.callbackQuery?.message?.message_id ?? null;
    const result = await this.confirm.execute({ requestId, actor: actorOf(ctx), messageId });
    switch (result) {
      case 'confirmed':
        return { text: refundTexts.inProgress };
      case 'already-confirmed':
        return { text: refundTexts.alreadyConfirmed };
      case 'expired':
        return { text: refundTexts.expired, isAlert: true };
      case 'changed':
      case 'not-proposed':
        return { text: refundTexts.changed, isAlert: true };
    }
  }
}

/** A button works where its question was asked, and nowhere else. */
function standsHere(ctx: BotContext, { request }: RefundDialog): boolean {
  return ctx.chat?.id === request.chatId && (topicOf(ctx) ?? null) === request.topicId;
}
