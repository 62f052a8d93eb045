import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import { Lanes } from '../../jobs/lanes/lanes.js';
import type { TelegramId } from '../../kernel/ids.js';
import { SettingsService } from '../../users/settings/settings.service.js';
import { customerFloods, markRefused, type MarkRefusedPayload } from '../conversations.jobs.js';
import { priorities, reactionLane } from '../outbound-lanes.js';
import { SpamLane } from '../spam/spam-lane.js';
import type { ThreadPlace } from '../threads/threads.repository.js';
import { type CountedMessage, FloodsRepository } from './floods.repository.js';

/** A flood has ended when nothing was refused for so long; the next one is told anew. */
const pauseMs = 5 * 60 * 1_000;

interface WrittenMessage {
  readonly messageId: number;
  readonly sentAt: Date;
  readonly mediaGroupId: string | null;
}

/**
 * More messages in a minute than `flood_limit` allows are not passed on: each is marked, its author told once, and
 * moderators see it in the Spam topic. What counts is when they were written: after an outage those of hours come at once.
 */
@Injectable()
export class FloodLimit {
  constructor(
    private readonly settings: SettingsService,
    private readonly floods: FloodsRepository,
    private readonly lanes: Lanes,
    private readonly spam: SpamLane,
  ) {}

  /** In the transaction that takes the message on; true when it must not be. */
  async refuses(tx: Tx, thread: ThreadPlace, message: WrittenMessage): Promise<boolean> {
    const { flood_limit: limit } = await this.settings.current(tx);
    if (limit === 0) return false;
    const counted = { userId: thread.userId, album: message.mediaGroupId, at: message.sentAt };
    if (!(await this.floods.isOver(tx, counted, limit))) return false;
    await this.tell(tx, thread, counted, limit);
    await this.mark(tx, thread.telegramId, message.messageId);
    return true;
  }

  private async tell(tx: Tx, thread: ThreadPlace, counted: CountedMessage, limit: number): Promise<void> {
    const since = new Date(counted.at.getTime() - pauseMs);
    const { beganAt, isNew } = await this.floods.count(tx, counted, since);
    if (!isNew) return this.spam.showSoon(tx, thread, beganAt);
    await this.spam.show(tx, thread, beganAt);
    const { userId } = counted;
    await announce(tx, customerFloods, { userId, beganAt: beganAt.toISOString(), limit });
  }

  private mark(tx: Tx, telegramId: TelegramId, messageId: number): Promise<void> {
    // Bot API: a private chat has the id of its person.
    const payload: MarkRefusedPayload = { chatId: telegramId, messageId };
    const item = { queue: 'outbound', kind: markRefused, payload, priority: priorities.card } as const;
    return this.lanes.enqueue(tx, { ...item, ...reactionLane(telegramId) });
  }
}
