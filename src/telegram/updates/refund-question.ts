import { Injectable } from '@nestjs/common';
import type { PaymentRecord } from '../../billing/purchases/payments.repository.js';
import { RefundDesk } from '../../billing/refunds/refund-desk.js';
import { actorOf } from '../guards/administrators.js';
import { RefundPages } from '../outbound/refund-pages.js';
import { refundTexts } from '../views/refund-texts.js';
import type { BotContext } from './bot-context.js';
import { topicOf } from './listeners.js';
import { Replies } from './replies.js';

/** The question of `/refund`, asked by a button under an alert; a second tap confirms it. */
@Injectable()
export class RefundQuestion {
  constructor(
    private readonly refunds: RefundDesk,
    private readonly pages: RefundPages,
    private readonly replies: Replies,
  ) {}

  /** Answers the press. The caller has made sure that an administrator pressed. */
  async ask(ctx: BotContext, { id: paymentId, userId }: PaymentRecord, reason: string): Promise<void> {
    const dialog = await this.refunds.open({
      userId,
      paymentId,
      reason,
      actor: actorOf(ctx),
      requestKey: `press:${ctx.callbackQuery?.id ?? ''}`,
      place: { chatId: ctx.chat?.id ?? 0, topicId: topicOf(ctx) ?? null },
    });
    if (dialog !== undefined) await this.pages.ask(dialog, ctx.callbackQuery?.message?.message_id);
    await this.replies.answerPress(ctx, dialog === undefined ? refundTexts.nothing : undefined);
  }
}
