import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Lanes } from '../../jobs/lanes/lanes.js';
import { Clock } from '../../kernel/clock.js';
import { TryLater } from '../../kernel/try-later.js';
import { pinCard, refreshCard } from '../conversations.jobs.js';
import { cardLane, priorities } from '../outbound-lanes.js';
import { type ThreadPlace, ThreadsRepository } from '../threads/threads.repository.js';

/** Between two automatic edits of one card; the group's budget is for messages first. */
const pauseMs = 30_000;

/** The card's own lane: many causes make one refresh, and messages go before it. */
@Injectable()
export class CardLane {
  constructor(
    private readonly threads: ThreadsRepository,
    private readonly lanes: Lanes,
    private readonly clock: Clock,
  ) {}

  /** Asks for the card to be brought up to date; `urgent` when a person waits to see it. */
  async want(tx: Tx, thread: ThreadPlace, urgent = false): Promise<void> {
    const first = await this.threads.wantCard(tx, thread.id);
    if (!first && !urgent) return;
    const priority = urgent ? priorities.reply : priorities.card;
    await this.put(tx, thread, refreshCard, { threadId: thread.id, urgent }, priority);
  }

  pin(tx: Tx, thread: ThreadPlace, messageId: number): Promise<void> {
    return this.put(tx, thread, pinCard, { chatId: thread.chatId, messageId }, priorities.card);
  }

  /** Throws `TryLater` while the last edit is too fresh for another one that nobody waits for. */
  pause({ cardEditedAt }: ThreadPlace): void {
    if (cardEditedAt === null) return;
    const earliest = new Date(cardEditedAt.getTime() + pauseMs);
    if (earliest > this.clock.now()) throw new TryLater(earliest);
  }

  private put(tx: Tx, thread: ThreadPlace, kind: string, payload: object, priority: number): Promise<void> {
    const place = cardLane(thread.id, thread.chatId);
    return this.lanes.enqueue(tx, { queue: 'outbound', ...place, kind, payload, priority });
  }
}
