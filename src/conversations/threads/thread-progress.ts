import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Lanes } from '../../jobs/lanes/lanes.js';
import { CardLane } from '../cards/card-lane.js';
import { markDelivered, type MarkDeliveredPayload } from '../conversations.jobs.js';
import { deskLane, priorities } from '../outbound-lanes.js';
import { ThreadMoves } from './thread-moves.js';
import type { Situation } from './thread-situations.repository.js';
import type { ThreadPlace } from './threads.repository.js';

/** What a delivered message does to its conversation: whose turn it is, and what the card shows. */
@Injectable()
export class ThreadProgress {
  constructor(
    private readonly moves: ThreadMoves,
    private readonly lanes: Lanes,
    private readonly card: CardLane,
  ) {}

  async customerWrote(tx: Tx, thread: ThreadPlace): Promise<void> {
    // Locked, because what was read before the call may have changed: somebody closes while the customer writes.
    const found = await this.moves.situations.lock(tx, thread.id);
    const isNews = found.state !== 'open' || found.waitingSince === null;
    if (isNews) await this.moves.make(tx, thread, found, 'customer_wrote');
    else if (!thread.cardWanted) await this.card.want(tx, thread);
  }

  /**
   * The moderators' messages get their delivered mark. Bot API: reactions do not count against the group's limit, so a
   * mark goes before the relays that wait for it and takes no turn from them.
   */
  async moderatorsAnswered(
    tx: Tx,
    thread: ThreadPlace,
    answers: readonly [MarkDeliveredPayload, ...MarkDeliveredPayload[]],
  ): Promise<void> {
    const found = await this.moves.situations.lock(tx, thread.id);
    const isNews = found.waitingSince !== null || found.state === 'closed';
    if (isNews) await this.answered(tx, thread, found, answers);
    else if (!thread.cardWanted) await this.card.want(tx, thread);
    await this.lanes.enqueueMany(
      tx,
      answers.map(({ chatId, messageId }) => ({
        queue: 'outbound' as const,
        ...deskLane(thread.id, thread.chatId),
        kind: markDelivered,
        payload: { chatId, messageId },
        priority: priorities.reply,
      })),
    );
  }

  private async answered(
    tx: Tx,
    thread: ThreadPlace,
    found: Situation,
    answers: readonly [MarkDeliveredPayload, ...MarkDeliveredPayload[]],
  ): Promise<void> {
    const { chatId, messageId } = answers[0];
    const { at, author: by } = await this.moves.situations.answer(tx, chatId, messageId);
    // Written before the conversation was closed, and only now delivered.
    if (found.state === 'closed' && at <= found.stateSince) return;
    const last = answers.at(-1)?.messageId ?? messageId;
    const unseen = await this.moves.situations.writtenBelow(tx, thread, last);
    // Whatever waits for an answer was written after this one.
    if (unseen !== null && found.waitingSince !== null && unseen <= found.waitingSince) return;
    const moved = await this.moves.make(tx, thread, found, 'moderator_answered', { at, by });
    // While the answer was on its way the customer wrote more: it is our turn still.
    if (moved !== undefined && unseen !== null) {
      await this.moves.make(tx, thread, moved, 'customer_wrote', { at: unseen });
    }
  }
}
