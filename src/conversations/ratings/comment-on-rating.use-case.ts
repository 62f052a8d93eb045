import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import type { User } from '../../users/user.entity.js';
import { ratingCommented } from '../conversations.jobs.js';
import { WriteNote } from '../threads/write-note.use-case.js';
import { RatingsRepository } from './ratings.repository.js';

export interface RatingComment {
  readonly user: User;
  /** Telegram's ids of the rated message and of the comment, both in the customer's chat. */
  readonly answered: number;
  readonly messageId: number;
  readonly text: string;
}

/** The first answer to a rated question is a comment: a note for moderators that costs nothing. */
@Injectable()
export class CommentOnRating {
  constructor(
    private readonly transactor: Transactor,
    private readonly ratings: RatingsRepository,
    private readonly notes: WriteNote,
  ) {}

  /** False when it is an ordinary message. */
  async execute({ user, answered, messageId, text }: RatingComment): Promise<boolean> {
    const { id: userId, telegramId, bannedAt } = user;
    if (telegramId === null || bannedAt !== null) return false;
    const rating = await this.ratings.ofMessage(this.transactor.reader, userId, answered);
    if (rating === undefined) return false;
    const { id: ratingId, threadId } = rating;
    return this.transactor.run(async (tx) => {
      if (!(await this.ratings.comment(tx, ratingId, messageId))) return false;
      // No chat of moderators has it, so the note is known by the customer's own.
      const note = { threadId, chatId: telegramId, messageId, authorName: 'the customer', body: text };
      await this.notes.within(tx, note);
      await announce(tx, ratingCommented, { threadId, ratingId, text });
      return true;
    });
  }
}
