import { Injectable } from '@nestjs/common';
import { Holds, type OverdueHold } from '../../billing/ledger/holds.js';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { OnCron } from '../../jobs/background/job-handler.js';
import { deliveryFailed, timeOutMessages } from '../conversations.jobs.js';
import { MessagesRepository } from '../messages/messages.repository.js';
import { messageIdOfHold, messageSource } from './message-source.js';

const holdsAtOnce = 200;

/**
 * Ends the wait of messages that left their lane without being delivered: their author is told and gets the credits
 * back. A message that still stands on its lane may be delivered yet, so its hold stays open, however old it is.
 */
@Injectable()
@OnCron(timeOutMessages)
export class TimeOutMessages {
  constructor(
    private readonly transactor: Transactor,
    private readonly messages: MessagesRepository,
    private readonly holds: Holds,
  ) {}

  async handle(): Promise<void> {
    for (let after = 0; ;) {
      const overdue = await this.holds.overdue(this.transactor.reader, messageSource, after, holdsAtOnce);
      for (const hold of overdue) await this.transactor.run((tx) => this.end(tx, hold));
      const last = overdue.at(-1);
      if (last === undefined) return;
      after = last.id;
    }
  }

  private async end(tx: Tx, { id, userId, key }: OverdueHold): Promise<void> {
    const message = await this.messages.lockOfCustomer(tx, userId, messageIdOfHold(key));
    if (message?.status === 'queued') {
      if (await this.messages.isOnLane(tx, message)) return;
      await this.messages.close(tx, message.id, 'failed', 'waited too long');
      await announce(tx, deliveryFailed, {
        message: message.id,
        reason: 'timed_out',
        text: 'waited too long',
      });
    }
    if (message?.status === 'delivered') await this.holds.capture(tx, userId, [id]);
    else await this.holds.release(tx, userId, [id]);
  }
}
