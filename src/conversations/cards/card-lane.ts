import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Jobs } from '../../jobs/background/jobs.js';
import { Lanes } from '../../jobs/lanes/lanes.js';
import { Clock } from '../../kernel/clock.js';
import { cardDue, markTopic, pinCard, refreshCard } from '../conversations.jobs.js';
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
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** Asks for the card to be brought up to date; `urgent` when a person waits to see it. */
  async want(tx: Tx, thread: ThreadPlace, urgent = false): Promise<void> {
    const first = await this.threads.wantCard(tx, thread.id);
    if (urgent) return this.refresh(tx, thread, priorities.reply);
    if (!first) return;
    const earliest = (thread.cardEditedAt?.getTime() ?? 0) + pauseMs;
    if (earliest <= this.clock.now().getTime()) return this.refresh(tx, thread, priorities.card);
    // Not as an item that waits on the lane, where an urgent refresh or the pin would stand behind it.
    const key = { jobKey: `card:${thread.id}`, runAt: new Date(earliest) };
    await this.jobs.enqueue(tx, cardDue, { threadId: thread.id }, key);
  }

  refresh(tx: Tx, thread: ThreadPlace, priority: number = priorities.card): Promise<void> {
    return this.put(tx, thread, refreshCard, { threadId: thread.id }, priority);
  }

  pin(tx: Tx, thread: ThreadPlace, messageId: number): Promise<void> {
    return this.put(tx, thread, pinCard, { chatId: thread.chatId, messageId }, priorities.card);
  }

  /** Behind the card: a list of topics that is a moment old disturbs nobody. */
  mark(tx: Tx, thread: ThreadPlace): Promise<void> {
    return this.put(tx, thread, markTopic, { threadId: thread.id }, priorities.card);
  }

  private put(tx: Tx, thread: ThreadPlace, kind: string, payload: object, priority: number): Promise<void> {
    const place = cardLane(thread.id, thread.chatId);
    return this.lanes.enqueue(tx, { queue: 'outbound', ...place, kind, payload, priority });
  }
}
