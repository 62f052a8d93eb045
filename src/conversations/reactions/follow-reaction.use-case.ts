import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { ReactionLane } from './reaction-lane.js';
import { type ReactionChange, ReactionsRepository } from './reactions.repository.js';

/** Somebody set or took away a reaction: it is kept, and shown on the other side as soon as the copy stands there. */
@Injectable()
export class FollowReaction {
  constructor(
    private readonly transactor: Transactor,
    private readonly reactions: ReactionsRepository,
    private readonly lane: ReactionLane,
  ) {}

  async execute(change: ReactionChange): Promise<void> {
    if (await this.transactor.run((tx) => this.follow(tx, change))) return;
    // Its message may have been stored, and even delivered, between the look for it and the end of the transaction.
    await this.transactor.run((tx) => this.follow(tx, change));
  }

  /** False when the message is not known, or not yet. */
  private async follow(tx: Tx, change: ReactionChange): Promise<boolean> {
    const crossing = await this.reactions.lockCrossing(tx, change.chatId, change.messageId);
    const isNews = await this.reactions.keep(tx, change, crossing?.id ?? null);
    if (crossing === undefined) return false;
    if (!isNews || crossing.status !== 'delivered') return true;
    const isOriginal = crossing.chatId === change.chatId && crossing.messageId === change.messageId;
    await this.lane.show(tx, crossing, isOriginal ? 'copy' : 'original');
    return true;
  }
}
