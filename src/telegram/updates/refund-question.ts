import { Injectable } from '@nestjs/common';
import type { UserId } from '../../kernel/ids.js';
import { RefundDesk } from '../../billing/refunds/refund-desk.js';
import { actorOf } from '../guards/administrators.js';
import { RefundPages } from '../outbound/refund-pages.js';
import { refundTexts } from '../views/refund-texts.js';
import type { BotContext } from './bot-context.js';
import { topicOf } from './listeners.js';
import { Replies } from './replies.js';

export interface AskedRefund {
  readonly userId: UserId;
  /** The payment. */
  readonly id: number;
  readonly reason: string;
  /** A subscription that is to be cancelled with it: then all that is left of the payment is proposed at once. */
  readonly endsPlan?: string | undefined;
}

/** The question of `/refund`, asked by a button under an alert; a second tap confirms it. */
@Injectable()
export class RefundQuestion {
  constructor(
    private readonly refunds: RefundDesk,
    private readonly pages: RefundPages,
    private readonly replies: Replies,
  ) {}

  /** Answers the press. The caller has made sure that an administrator pressed. */
  async ask(ctx: BotContext, { id: paymentId, userId, reason, endsPlan }: AskedRefund): Promise<void> {
    const opened = await this.refunds.open({
      userId,
      paymentId,
      reason,
      endsPlan,
      actor: actorOf(ctx),
      requestKey: `press:${ctx.callbackQuery?.id ?? ''}`,
      place: { chatId: ctx.chat?.id ?? 0, topicId: topicOf(ctx) ?? null },
    });
    const isWhole = endsPlan !== undefined && opened?.request.status === 'draft';
    const dialog = (isWhole ? await this.refunds.propose(opened.request.id, 'whole') : undefined) ?? opened;
    if (dialog !== undefined) await this.pages.ask(dialog, ctx.callbackQuery?.message?.message_id);
    await this.replies.answerPress(ctx, dialog === undefined ? refundTexts.nothing : undefined);
  }
}
