import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import type { Situation } from '../threads/thread-situations.repository.js';
import type { ThreadEvent } from '../threads/thread-states.js';
import { EpisodesRepository } from './episodes.repository.js';
import { EscalationLane } from './escalation-lane.js';
import { EscalationsRepository } from './escalations.repository.js';
import { WorkingTime } from './working-time.js';

export interface EpisodeStep {
  readonly threadId: number;
  /** How the conversation stood before. */
  readonly found: Situation;
  readonly event: ThreadEvent;
  readonly at: Date;
  /** Who answered. */
  readonly by: string | null;
}

/** Keeps the times of a conversation: when it began, was first answered and resolved, and how a long wait ended. */
@Injectable()
export class EpisodeKeeper {
  constructor(
    private readonly episodes: EpisodesRepository,
    private readonly escalations: EscalationsRepository,
    private readonly alerts: EscalationLane,
    private readonly time: WorkingTime,
  ) {}

  /** Under the lock of the thread. */
  async follow(tx: Tx, step: EpisodeStep): Promise<void> {
    const { threadId, found, event, at } = step;
    switch (event) {
      case 'customer_wrote':
        return this.episodes.open(tx, threadId, at);
      case 'reopened':
        return found.state === 'closed' ? this.episodes.goOn(tx, threadId, at) : undefined;
      case 'moderator_answered':
        await this.answer(tx, step);
        return this.endWait(tx, step, 'answered');
      case 'closed':
      case 'fell_silent':
        await this.resolve(tx, step);
        return this.endWait(tx, step, 'closed');
      case 'snoozed':
      case 'woke':
        return;
    }
  }

  private async answer(tx: Tx, { threadId, at }: EpisodeStep): Promise<void> {
    const episode = await this.episodes.current(tx, threadId);
    if (episode === undefined || episode.isAnswered) return;
    await this.episodes.answer(tx, episode.id, at, await this.time.between(tx, episode.openedAt, at));
  }

  private async resolve(tx: Tx, { threadId, at }: EpisodeStep): Promise<void> {
    const episode = await this.episodes.current(tx, threadId);
    if (episode === undefined) return;
    await this.episodes.resolve(tx, episode.id, at, await this.time.between(tx, episode.openedAt, at));
  }

  private async endWait(
    tx: Tx,
    { threadId, found, at, by }: EpisodeStep,
    outcome: 'answered' | 'closed',
  ): Promise<void> {
    const { waitingSince } = found;
    if (waitingSince === null) return;
    const wait = { threadId, waitingSince };
    const waitedSeconds = await this.time.between(tx, waitingSince, at);
    const chatId = await this.escalations.end(tx, wait, { at, outcome, by, waitedSeconds });
    if (chatId !== undefined) await this.alerts.show(tx, wait, chatId);
  }
}
