import { Injectable } from '@nestjs/common';
import type { RefundDialog } from '../../billing/refunds/refund-dialog.query.js';
import { AppConfig } from '../../config/app-config.js';
import { Transactor } from '../../database/transactor.js';
import { asChatId } from '../../kernel/ids.js';
import { UsersRepository } from '../../users/users.repository.js';
import { refundView } from '../views/refund.view.js';
import { Outbox } from './outbox.js';

/** A question about a refund as one message in the group, kept in line with what became of it. */
@Injectable()
export class RefundPages {
  constructor(
    private readonly transactor: Transactor,
    private readonly users: UsersRepository,
    private readonly outbox: Outbox,
    private readonly config: AppConfig,
  ) {}

  /** As a new message. */
  async ask(dialog: RefundDialog, replyTo?: number): Promise<void> {
    const view = await this.view(dialog);
    const { chatId, topicId } = dialog.request;
    const to = { topicId: topicId ?? undefined, ...(replyTo === undefined ? {} : { replyTo }) };
    await this.transactor.run((tx) => this.outbox.toGroup(tx, asChatId(chatId), view, to));
  }

  /** In place; where the message is gone, as a new one. */
  async update(dialog: RefundDialog, messageId: number): Promise<void> {
    const view = await this.view(dialog);
    const { chatId, topicId } = dialog.request;
    await this.transactor.run((tx) =>
      this.outbox.editInGroup(tx, asChatId(chatId), messageId, view, topicId ?? undefined),
    );
  }

  private async view(dialog: RefundDialog): Promise<ReturnType<typeof refundView>> {
    const { firstName: name } = await this.users.byId(this.transactor.reader, dialog.request.userId);
    return refundView(dialog, { name, timeZone: this.config.timeZone });
  }
}
