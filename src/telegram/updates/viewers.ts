import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { asChatId } from '../../kernel/ids.js';
import { Administrators } from '../guards/administrators.js';
import { Outbox } from '../outbound/outbox.js';
import { deskTexts } from '../views/desk.view.js';
import type { BotContext } from './bot-context.js';
import { topicOf } from './listeners.js';

/** Viewers read: what they write in a topic stays in the group, and they are told so once. */
@Injectable()
export class Viewers {
  constructor(
    private readonly transactor: Transactor,
    private readonly administrators: Administrators,
    private readonly outbox: Outbox,
  ) {}

  /** True when the message is a viewer's. */
  async keepBack(ctx: BotContext): Promise<boolean> {
    const { chat, from, message } = ctx;
    if (chat === undefined || from === undefined || message === undefined) return false;
    if (await this.administrators.mayWork(ctx)) return false;
    await this.transactor.run(async (tx) => {
      if (!(await this.outbox.once(tx, `viewer:${from.id}`))) return;
      const to = { topicId: topicOf(ctx), replyTo: message.message_id };
      await this.outbox.toGroup(tx, asChatId(chat.id), { text: deskTexts.viewerNotRelayed }, to);
    });
    return true;
  }
}
