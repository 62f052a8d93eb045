import { Injectable } from '@nestjs/common';
import { NotEnoughCredits } from '../../billing/billing.errors.js';
import type { Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import { messageShort } from '../conversations.jobs.js';
import type { Message } from '../messages/message.entity.js';
import type { MessageKind } from '../messages/message-kind.js';
import { Charging } from '../relay/charging.js';
import { RelayQueue } from '../relay/relay-queue.js';
import type { ThreadPlace } from '../threads/threads.repository.js';
import { HeldMessagesRepository } from './held-messages.repository.js';

export interface Released {
  readonly count: number;
  readonly lastMessage: number | null;
}

/** What somebody wrote before it was clear who writes: it goes on, or it does not. */
@Injectable()
export class HeldMessages {
  constructor(
    private readonly held: HeldMessagesRepository,
    private readonly charging: Charging,
    private readonly queue: RelayQueue,
  ) {}

  /**
   * All go on in order, charged as if they were written now; what credits do not suffice for waits for more. Returns
   * how many they are, and Telegram's id of the last one.
   */
  async release(tx: Tx, thread: ThreadPlace): Promise<Released> {
    const messages = await this.held.takeOn(tx, thread.id);
    let sent = 0;
    for (const message of messages) {
      if (!(await this.send(tx, thread, message))) break;
      sent += 1;
    }
    await this.queue.leaveUnpaid(tx, thread, messages.slice(sent));
    return { count: messages.length, lastMessage: messages.at(-1)?.messageId ?? null };
  }

  refuse(tx: Tx, thread: ThreadPlace, failure: string): Promise<readonly MessageKind[]> {
    return this.held.refuse(tx, thread.id, failure);
  }

  /** False when it has to wait for credits, and with it whatever was written after it: one notice says it all. */
  private async send(tx: Tx, thread: ThreadPlace, message: Message): Promise<boolean> {
    const { userId } = thread;
    try {
      const { cost, holdId } = await this.charging.hold(tx, userId, message);
      await this.queue.send(tx, thread, message, holdId, cost);
      return true;
    } catch (error) {
      if (!(error instanceof NotEnoughCredits)) throw error;
      const { cost, have, missing } = error.details;
      await announce(tx, messageShort, { userId, message: message.id, cost, have, missing });
      await this.charging.topUp(tx, userId);
      return false;
    }
  }
}
