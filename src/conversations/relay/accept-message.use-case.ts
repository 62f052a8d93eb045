import { Injectable } from '@nestjs/common';
import { NotEnoughCredits } from '../../billing/billing.errors.js';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import type { User } from '../../users/user.entity.js';
import { messageShort } from '../conversations.jobs.js';
import type { Carried } from '../messages/carried.js';
import type { MessageKind } from '../messages/message-kind.js';
import { MessagesRepository } from '../messages/messages.repository.js';
import { type ThreadPlace, ThreadsRepository } from '../threads/threads.repository.js';
import { Charging } from './charging.js';
import { RelayQueue } from './relay-queue.js';

export interface CustomerMessage {
  readonly chatId: number;
  readonly messageId: number;
  readonly kind: MessageKind;
  /** It was itself forwarded, so a forward shows where it came from. */
  readonly hasOrigin: boolean;
  readonly replyToMessageId: number | null;
  readonly mediaGroupId: string | null;
  readonly carries: Carried | null;
  readonly contentKey: string;
}

export type Acceptance = 'accepted' | 'short' | 'banned' | 'known';

/** Takes a customer's message over: credits are held, the message is stored and put on its way, all at once. */
@Injectable()
export class AcceptMessage {
  constructor(
    private readonly transactor: Transactor,
    private readonly threads: ThreadsRepository,
    private readonly messages: MessagesRepository,
    private readonly charging: Charging,
    private readonly queue: RelayQueue,
  ) {}

  async execute(user: User, message: CustomerMessage): Promise<Acceptance> {
    if (user.bannedAt !== null) return 'banned';
    return this.transactor.run(async (tx) => {
      const { thread, isKnown, hasShort } = await this.threads.intake(
        tx,
        user.id,
        message.chatId,
        message.messageId,
      );
      if (isKnown) return 'known';
      // Older messages that wait for credits go first, if there are enough by now.
      if (hasShort) await this.queue.release(tx, thread);
      return this.accept(tx, thread, message);
    });
  }

  private async accept(tx: Tx, thread: ThreadPlace, message: CustomerMessage): Promise<Acceptance> {
    const relay = await this.charging.relayMode(tx, message.hasOrigin);
    const stored = { threadId: thread.id, direction: 'from_customer', relay, ...message } as const;
    const author = { authorTelegramId: thread.telegramId, authorName: null };
    try {
      const charge = await this.charging.hold(tx, thread.userId, message);
      await this.queue.store(tx, thread, { ...stored, ...author, status: 'queued', ...charge });
      return 'accepted';
    } catch (error) {
      if (!(error instanceof NotEnoughCredits)) throw error;
      const { cost, have, missing } = error.details;
      const id = await this.messages.insert(tx, {
        ...stored,
        ...author,
        status: 'short',
        cost,
        holdId: null,
      });
      if (id !== null)
        await announce(tx, messageShort, { userId: thread.userId, message: id, cost, have, missing });
      await this.charging.topUp(tx, thread.userId);
      return 'short';
    }
  }
}
