import { Injectable } from '@nestjs/common';
import { priorities } from '../../conversations/outbound-lanes.js';
import { AppConfig } from '../../config/app-config.js';
import type { Db } from '../../database/db.js';
import { Reader } from '../../database/reader.js';
import { Transactor } from '../../database/transactor.js';
import type { TelegramId, UserId } from '../../kernel/ids.js';
import { languageOf } from '../../users/language.js';
import { UsersRepository } from '../../users/users.repository.js';
import { Outbox } from '../outbound/outbox.js';
import { type Audience, audience } from '../views/customer.js';
import type { View } from '../views/view.js';

export interface Recipient {
  readonly userId: UserId;
  readonly telegramId: TelegramId;
  readonly name: string;
  readonly to: Audience;
}

/** Tells a customer something that a job found out: in their language, and once per key. */
@Injectable()
export class CustomerNotices {
  constructor(
    readonly reader: Reader,
    private readonly transactor: Transactor,
    private readonly users: UsersRepository,
    private readonly outbox: Outbox,
    private readonly config: AppConfig,
  ) {}

  /** Undefined for a person who was erased. */
  async recipient(userId: UserId, db: Db = this.reader): Promise<Recipient | undefined> {
    const user = await this.users.byId(db, userId);
    if (user.telegramId === null) return undefined;
    const to = audience(languageOf(user), this.config.timeZone);
    return { userId, telegramId: user.telegramId, name: user.firstName, to };
  }

  /** No view: there is nothing to tell any more. */
  async tell(
    userId: UserId,
    key: string,
    view: (recipient: Recipient) => View | undefined | Promise<View | undefined>,
  ): Promise<void> {
    const recipient = await this.recipient(userId);
    if (recipient === undefined) return;
    // Outside the transaction, because a view may need a page of the payment provider.
    const shown = await view(recipient);
    if (shown === undefined) return;
    await this.transactor.run(async (tx) => {
      if (!(await this.outbox.once(tx, key))) return;
      await this.outbox.toCustomer(tx, recipient.telegramId, shown, priorities.receipt);
    });
  }
}
