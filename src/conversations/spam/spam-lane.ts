import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Jobs } from '../../jobs/background/jobs.js';
import { Lanes } from '../../jobs/lanes/lanes.js';
import { Clock } from '../../kernel/clock.js';
import {
  removeSpamCard,
  showHeldMessage,
  showSpamCard,
  spamCardDue,
  type SpamCardPayload,
} from '../conversations.jobs.js';
import { priorities, type Priority, spamLane } from '../outbound-lanes.js';
import type { ThreadPlace } from '../threads/threads.repository.js';

/** Between two edits of one card that nobody waits for; the group's budget is for messages first. */
const pauseMs = 30_000;

type Place = Pick<ThreadPlace, 'id' | 'chatId'>;

/** The cards of a group's Spam topic: one lane, so that one topic is made for all of them. */
@Injectable()
export class SpamLane {
  constructor(
    private readonly lanes: Lanes,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** `flood`: when it began; null for the card of a first contact. */
  show(tx: Tx, thread: Place, flood: Date | null, priority: Priority = priorities.card): Promise<void> {
    return this.put(tx, thread.chatId, showSpamCard, payloadOf(thread, flood), priority);
  }

  /** As `show`, once for whatever else happens within the pause. */
  showSoon(tx: Tx, thread: Place, flood: Date | null): Promise<void> {
    const runAt = new Date(this.clock.now().getTime() + pauseMs);
    const jobKey = `spam:${thread.id}:${flood?.toISOString() ?? ''}`;
    const key = { jobKey, jobKeyMode: 'preserve_run_at', runAt } as const;
    return this.jobs.enqueue(tx, spamCardDue, payloadOf(thread, flood), key);
  }

  /** Under the card of a first contact, which stands. */
  showHeld(tx: Tx, { id: threadId, chatId }: Place): Promise<void> {
    return this.put(tx, chatId, showHeldMessage, { threadId }, priorities.card);
  }

  /** Behind whatever was on its way to show it. */
  remove(
    tx: Tx,
    card: { readonly chatId: ThreadPlace['chatId']; readonly messageId: number },
  ): Promise<void> {
    return this.put(tx, card.chatId, removeSpamCard, card, priorities.card);
  }

  private put(
    tx: Tx,
    chatId: ThreadPlace['chatId'],
    kind: string,
    payload: object,
    priority: Priority,
  ): Promise<void> {
    return this.lanes.enqueue(tx, { queue: 'outbound', ...spamLane(chatId), kind, payload, priority });
  }
}

function payloadOf(thread: Place, flood: Date | null): SpamCardPayload {
  return { threadId: thread.id, flood: flood?.toISOString() ?? null };
}
