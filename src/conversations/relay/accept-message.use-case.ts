import { Injectable } from '@nestjs/common';
import { NotEnoughCredits } from '../../billing/billing.errors.js';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import type { User } from '../../users/user.entity.js';
import { messageShort } from '../conversations.jobs.js';
import type { Carried } from '../messages/carried.js';
import type { MessageKind } from '../messages/message-kind.js';
import { MessagesRepository, type NewMessage } from '../messages/messages.repository.js';
import type { ThreadPlace } from '../threads/threads.repository.js';
import { Charging } from './charging.js';
import { Doorkeeper } from './doorkeeper.js';
import { RelayQueue } from './relay-queue.js';

export interface CustomerMessage {
  readonly chatId: number;
  readonly messageId: number;
  /** Bot API: `date`, in whole seconds. */
  readonly sentAt: Date;
  readonly kind: MessageKind;
  /** It was itself forwarded, so a forward shows where it came from. */
  readonly hasOrigin: boolean;
  readonly replyToMessageId: number | null;
  readonly mediaGroupId: string | null;
  readonly carries: Carried | null;
  readonly contentKey: string;
  /** How its text begins; kept only while the message is held, for moderators who decide. */
  readonly preview: string;
}

/**
 * `refused`: neither passed on nor charged; `held`: kept until it is clear who writes. The customer hears of both.
 */
export type Acceptance = 'accepted' | 'short' | 'banned' | 'known' | 'refused' | 'held';

type MessageRow = Omit<NewMessage, 'status' | 'cost' | 'holdId'>;

/** Takes a customer's message over: credits are held, the message is stored and put on its way, all at once. */
@Injectable()
export class AcceptMessage {
  constructor(
    private readonly transactor: Transactor,
    private readonly door: Doorkeeper,
    private readonly messages: MessagesRepository,
    private readonly charging: Charging,
    private readonly queue: RelayQueue,
  ) {}

  async execute(user: User, message: CustomerMessage): Promise<Acceptance> {
    if (user.bannedAt !== null) return 'banned';
    return this.transactor.run(async (tx) => {
      const { thread, hasShort, entry } = await this.door.examine(tx, user.id, message);
      if (entry === 'known') return 'known';
      if (entry === 'flood') return this.refuse(tx, thread, message);
      if (entry === 'held') return this.hold(tx, thread, message);
      // Older messages that wait for credits go first, if there are enough by now.
      if (hasShort) await this.queue.release(tx, thread);
      return this.accept(tx, thread, message);
    });
  }

  private async accept(tx: Tx, thread: ThreadPlace, message: CustomerMessage): Promise<Acceptance> {
    const stored = await this.rowOf(tx, thread, message);
    try {
      const charge = await this.charging.hold(tx, thread.userId, message);
      await this.queue.store(tx, thread, { ...stored, status: 'queued', ...charge });
      return 'accepted';
    } catch (error) {
      if (!(error instanceof NotEnoughCredits)) throw error;
      const { cost, have, missing } = error.details;
      const unpaid = { ...stored, status: 'short', cost, holdId: null } as const;
      const id = await this.queue.keepUnpaid(tx, thread, unpaid);
      if (id !== null)
        await announce(tx, messageShort, { userId: thread.userId, message: id, cost, have, missing });
      await this.charging.topUp(tx, thread.userId);
      return 'short';
    }
  }

  /** Kept, so that a repeated update is recognised; what it said is not. */
  private async refuse(tx: Tx, thread: ThreadPlace, message: CustomerMessage): Promise<Acceptance> {
    const id = await this.keep(tx, thread, { ...message, carries: null }, 'refused');
    await this.messages.close(tx, id, 'refused', 'flood');
    return 'refused';
  }

  private async hold(tx: Tx, thread: ThreadPlace, message: CustomerMessage): Promise<Acceptance> {
    await this.keep(tx, thread, message, 'held');
    return 'held';
  }

  private async keep(
    tx: Tx,
    thread: ThreadPlace,
    message: CustomerMessage,
    status: 'held' | 'refused',
  ): Promise<number> {
    const stored = await this.rowOf(tx, thread, message);
    const id = await this.messages.insert(tx, { ...stored, status, cost: 0, holdId: null });
    // Then everything else of this transaction was counted twice.
    if (id === null) throw new Error('a message was kept by two transactions at once');
    return id;
  }

  private async rowOf(tx: Tx, thread: ThreadPlace, message: CustomerMessage): Promise<MessageRow> {
    const relay = await this.charging.relayMode(tx, message.hasOrigin);
    const author = { authorTelegramId: thread.telegramId, authorName: null };
    return { threadId: thread.id, direction: 'from_customer', relay, ...author, ...message };
  }
}
