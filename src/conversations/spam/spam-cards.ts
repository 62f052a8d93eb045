import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import { priorities } from '../outbound-lanes.js';
import type { ThreadPlace } from '../threads/threads.repository.js';
import { SpamCardsRepository } from './spam-cards.repository.js';
import { SpamLane } from './spam-lane.js';

const dayMs = 24 * 60 * 60 * 1_000;

/** All cards that a customer has in the Spam topic. */
@Injectable()
export class SpamCards {
  constructor(
    private readonly cards: SpamCardsRepository,
    private readonly lane: SpamLane,
    private readonly clock: Clock,
  ) {}

  /** What they show of the customer has changed; somebody has just pressed one of their buttons and waits. */
  async refresh(tx: Tx, thread: ThreadPlace): Promise<void> {
    const contact = await this.cards.contact(tx, thread.id);
    if (contact?.cardMessageId != null) await this.lane.show(tx, thread, null, priorities.reply);
    const since = new Date(this.clock.now().getTime() - dayMs);
    for (const began of await this.cards.shownFloods(tx, thread.userId, since)) {
      await this.lane.show(tx, thread, began, priorities.reply);
    }
  }

  /** Before the rows behind them are erased. */
  async remove(tx: Tx, userId: ThreadPlace['userId']): Promise<void> {
    for (const card of await this.cards.places(tx, userId)) await this.lane.remove(tx, card);
  }
}
