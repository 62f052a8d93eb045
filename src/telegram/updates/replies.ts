import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { asChatId } from '../../kernel/ids.js';
import { BotApi } from '../outbound/bot-api.js';
import { Outbox } from '../outbound/outbox.js';
import { Refusal } from '../outbound/refusal.js';
import type { View } from '../views/view.js';
import { type BotContext, customerOf } from './bot-context.js';
import { topicOf } from './listeners.js';

/** Answers to the update in hand, for handlers that change nothing else. */
@Injectable()
export class Replies {
  constructor(
    private readonly transactor: Transactor,
    private readonly outbox: Outbox,
    private readonly api: BotApi,
  ) {}

  toCustomer(ctx: BotContext, view: View): Promise<void> {
    return this.transactor.run((tx) => this.outbox.toCustomer(tx, customerOf(ctx).telegramId, view));
  }

  /** Edits the message whose button was pressed. */
  editPressed(ctx: BotContext, view: View): Promise<void> {
    return this.transactor.run((tx) => this.editPressedWithin(tx, ctx, view));
  }

  /** As `editPressed`, in the transaction of what it tells about. */
  editPressedWithin(tx: Tx, ctx: BotContext, view: View): Promise<void> {
    const messageId = ctx.callbackQuery?.message?.message_id;
    const { telegramId } = customerOf(ctx);
    return messageId === undefined
      ? this.outbox.toCustomer(tx, telegramId, view)
      : this.outbox.editForCustomer(tx, telegramId, messageId, view);
  }

  /** In the group, where the command was written and as an answer to it. */
  inGroup(ctx: BotContext, view: View): Promise<void> {
    const { chat, message } = ctx;
    if (chat === undefined) return Promise.resolve();
    const replyTo = message === undefined ? {} : { replyTo: message.message_id };
    return this.transactor.run((tx) =>
      this.outbox.toGroup(tx, asChatId(chat.id), view, { topicId: topicOf(ctx), ...replyTo }),
    );
  }

  /** Edits the message of the group whose button was pressed. */
  editPressedInGroup(ctx: BotContext, view: View): Promise<void> {
    const { chat, callbackQuery } = ctx;
    const messageId = callbackQuery?.message?.message_id;
    if (chat === undefined || messageId === undefined) return this.inGroup(ctx, view);
    return this.transactor.run((tx) => this.outbox.editInGroup(tx, asChatId(chat.id), messageId, view));
  }

  /** Stops the button's spinner. Not limited by Telegram, so it does not wait on a lane. */
  async answerPress(ctx: BotContext, text?: string, alert = false): Promise<void> {
    const id = ctx.callbackQuery?.id;
    if (id === undefined) return;
    try {
      const shown = text === undefined ? {} : { text: text.slice(0, 200), show_alert: alert };
      await this.api.call('answerCallbackQuery', { callback_query_id: id, ...shown });
    } catch (error) {
      // Answered before, or too late for an answer: the effect of the press stands either way.
      if (!(error instanceof Refusal)) throw error;
    }
  }
}
