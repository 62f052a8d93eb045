import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { Jobs } from '../../jobs/background/jobs.js';
import type { Tx } from '../../database/db.js';
import { refreshPayMessage } from '../telegram.jobs.js';
import { type MessagePlace, type PayMark, PayMessagesRepository } from './pay-messages.repository.js';

/** Keeps account of the messages whose links pay for something, and has them changed when that has ended. */
@Injectable()
export class PayMessages {
  constructor(
    private readonly transactor: Transactor,
    private readonly messages: PayMessagesRepository,
    private readonly jobs: Jobs,
  ) {}

  /** After a message was sent or edited. `pays` is absent when its links, if it had any, were replaced. */
  stands(place: MessagePlace, pays: PayMark | undefined): Promise<void> {
    return this.transactor.run(async (tx) => {
      if (pays === undefined) await this.messages.forget(tx, place);
      else if (await this.messages.remember(tx, place, pays)) await this.refresh(tx, place);
    });
  }

  /** One waiting job per message: a list whose pages expire together is edited once. */
  refresh(tx: Tx, place: MessagePlace, runAt?: Date): Promise<void> {
    const jobKey = `pay-message:${place.chatId}:${place.messageId}`;
    return this.jobs.enqueue(tx, refreshPayMessage, place, {
      jobKey,
      ...(runAt === undefined ? {} : { runAt }),
    });
  }
}
