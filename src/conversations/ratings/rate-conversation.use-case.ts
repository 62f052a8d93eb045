import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import { conversationRated } from '../conversations.jobs.js';
import { RatingsRepository } from './ratings.repository.js';

/** A slip of the finger can be mended for that long. */
const changeableMs = 60 * 60 * 1_000;

export interface Given {
  readonly ratingId: number;
  readonly userId: UserId;
  /** 1 to 5. */
  readonly score: number;
  /** The message with the buttons, which a comment answers. */
  readonly messageId: number | null;
}

/** A customer says how a conversation was, and may think better of it for an hour. */
@Injectable()
export class RateConversation {
  constructor(
    private readonly transactor: Transactor,
    private readonly ratings: RatingsRepository,
    private readonly clock: Clock,
  ) {}

  execute({
    ratingId,
    userId,
    score,
    messageId,
  }: Given): Promise<'rated' | 'unchanged' | 'too_late' | 'unknown'> {
    return this.transactor.run(async (tx) => {
      const rating = await this.ratings.lock(tx, ratingId, userId);
      if (rating === undefined) return 'unknown';
      const at = this.clock.now();
      if (rating.score === score) return 'unchanged';
      if (rating.ratedAt !== null && at.getTime() - rating.ratedAt.getTime() > changeableMs)
        return 'too_late';
      await this.ratings.rate(tx, ratingId, { score, messageId, at });
      const { threadId, score: before } = rating;
      await announce(tx, conversationRated, { threadId, ratingId, score, before, at: at.toISOString() });
      return 'rated';
    });
  }
}
