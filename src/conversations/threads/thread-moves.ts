import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import { Lanes } from '../../jobs/lanes/lanes.js';
import { Clock } from '../../kernel/clock.js';
import { CardLane } from '../cards/card-lane.js';
import { conversationClosed, syncTopicState, threadWoke } from '../conversations.jobs.js';
import { EpisodeKeeper } from '../episodes/episode-keeper.js';
import { deskLane, priorities } from '../outbound-lanes.js';
import { type Situation, ThreadSituationsRepository } from './thread-situations.repository.js';
import { stateAfter, type ThreadEvent, waitingAfter } from './thread-states.js';
import type { ThreadPlace } from './threads.repository.js';

export interface MoveDetails {
  /** When it happened, if that is not now. */
  readonly at?: Date;
  /** Who did it, as far as somebody wants to know. */
  readonly by?: string | null;
  /** Only for `snoozed`. */
  readonly until?: Date;
  /** A moderator waits to see the card. */
  readonly isUrgent?: boolean;
  /** Somebody closed or opened the topic in Telegram. */
  readonly isTopicDone?: boolean;
}

/** The one way in which a conversation changes its state, with all that follows from it. */
@Injectable()
export class ThreadMoves {
  constructor(
    readonly situations: ThreadSituationsRepository,
    private readonly lanes: Lanes,
    private readonly card: CardLane,
    private readonly episodes: EpisodeKeeper,
    private readonly clock: Clock,
  ) {}

  /** `found` as it was locked in this transaction. Undefined when the event changes nothing in that state. */
  async make(
    tx: Tx,
    thread: ThreadPlace,
    found: Situation,
    event: ThreadEvent,
    details: MoveDetails = {},
  ): Promise<Situation | undefined> {
    const state = stateAfter(found.state, event);
    if (state === undefined) return undefined;
    const at = details.at ?? this.clock.now();
    const situation: Situation = {
      state,
      stateSince: state === found.state ? found.stateSince : at,
      waitingSince: waitingAfter(event, found.waitingSince, at),
      snoozedUntil: state === 'snoozed' ? (details.until ?? found.snoozedUntil) : null,
    };
    await this.situations.store(tx, thread.id, situation);
    await this.episodes.follow(tx, { threadId: thread.id, found, event, at, by: details.by ?? null });
    const touchesTopic = (found.state === 'closed') !== (state === 'closed');
    if (touchesTopic && details.isTopicDone !== true) await this.syncTopic(tx, thread);
    if (found.state === 'snoozed' && (event === 'woke' || event === 'customer_wrote')) {
      const by = event === 'woke' ? 'time' : 'customer';
      await announce(tx, threadWoke, { threadId: thread.id, by, at: at.toISOString() });
    }
    if (state === 'closed')
      await announce(tx, conversationClosed, { threadId: thread.id, userId: thread.userId });
    await this.card.want(tx, thread, details.isUrgent);
    return situation;
  }

  /** The topic at Telegram is closed or opened as the thread is when the call is made. */
  syncTopic(tx: Tx, thread: ThreadPlace): Promise<void> {
    const place = deskLane(thread.id, thread.chatId);
    const payload = { threadId: thread.id };
    const item = { queue: 'outbound', kind: syncTopicState, payload, priority: priorities.relay } as const;
    return this.lanes.enqueue(tx, { ...item, ...place });
  }
}
