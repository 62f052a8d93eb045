import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import { SettingsService } from '../../users/settings/settings.service.js';
import { RatingsRepository } from './ratings.repository.js';

/** Whoever is asked every time stops answering. */
const pauseMs = 7 * 24 * 60 * 60 * 1_000;

/** After a conversation was closed: whether the customer is asked how it was. */
@Injectable()
export class AskForRating {
  constructor(
    private readonly ratings: RatingsRepository,
    private readonly settings: SettingsService,
    private readonly clock: Clock,
  ) {}

  /** The question to put; null when there is none to ask. */
  async execute(tx: Tx, threadId: number): Promise<number | null> {
    const { ask_for_rating: isWanted } = await this.settings.current(tx);
    if (!isWanted) return null;
    const now = this.clock.now();
    return this.ratings.ask(tx, threadId, now, new Date(now.getTime() - pauseMs));
  }
}
