import { Injectable } from '@nestjs/common';
import { CardQuery } from '../../conversations/cards/card.query.js';
import type { ThreadPlace } from '../../conversations/threads/threads.repository.js';
import { Outbox } from '../outbound/outbox.js';
import { cardKeyboard } from '../views/card.view.js';
import { deskTexts } from '../views/desk.view.js';
import type { Button } from '../views/view.js';
import type { BotContext } from './bot-context.js';
import { Transactor } from '../../database/transactor.js';
import { TopicDesk } from './topic-desk.js';
import { TopicMoney } from './topic-money.js';

/** A press on a card: whose card it is, whether the presser may, and how the keyboard changes. */
@Injectable()
export class CardPress {
  constructor(
    private readonly transactor: Transactor,
    private readonly cards: CardQuery,
    private readonly outbox: Outbox,
    private readonly desk: TopicDesk,
    readonly money: TopicMoney,
  ) {}

  get replies(): TopicDesk['replies'] {
    return this.desk.replies;
  }

  /** The thread of the pressed card; undefined when the press was refused, which the presser has been told. */
  async open(ctx: BotContext, threadId: number): Promise<ThreadPlace | undefined> {
    return this.of(ctx, threadId, (await this.desk.mayAct(ctx)) ? undefined : deskTexts.needsAdministrator);
  }

  /** As `open`, for what every moderator may do. */
  async openForWork(ctx: BotContext, threadId: number): Promise<ThreadPlace | undefined> {
    return this.of(ctx, threadId, (await this.desk.mayWork(ctx)) ? undefined : deskTexts.onlyReads);
  }

  private async of(
    ctx: BotContext,
    threadId: number,
    refusal: string | undefined,
  ): Promise<ThreadPlace | undefined> {
    const thread = refusal === undefined ? await this.desk.find(ctx) : undefined;
    if (thread !== undefined && thread.id === threadId) return thread;
    await this.replies.answerPress(ctx, refusal ?? deskTexts.staleButton, true);
    return undefined;
  }

  /** Other buttons under the same card; without any given, the usual ones. */
  async show(ctx: BotContext, thread: ThreadPlace, keyboard: Button[][] | undefined): Promise<void> {
    const messageId = ctx.callbackQuery?.message?.message_id;
    if (messageId === undefined) return;
    const usual = keyboard ?? cardKeyboard(await this.cards.of(this.transactor.reader, thread));
    await this.transactor.run((tx) => this.outbox.setKeyboard(tx, thread, messageId, usual));
  }
}
