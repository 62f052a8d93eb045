import { Injectable } from '@nestjs/common';
import type { RelayPayload } from '../../conversations/conversations.jobs.js';
import { Reader } from '../../database/reader.js';
import type { LaneItem } from '../../jobs/lanes/lane-item.js';
import { Clock } from '../../kernel/clock.js';
import { TryLater } from '../../kernel/try-later.js';
import { UpdatesInboxRepository } from '../inbox/updates-inbox.repository.js';

/** Bot API: parts of an album arrive one by one and nothing says which is the last. */
const quietMs = 1_200;
/** A part that was received but not yet read holds the album back; then it is time to look again. */
const nextLookMs = 250;

/** Albums go whole, once no part has come for a while, and what was written after one waits behind it. */
@Injectable()
export class AlbumWait {
  constructor(
    private readonly inbox: UpdatesInboxRepository,
    private readonly reader: Reader,
    private readonly clock: Clock,
  ) {}

  /** The items that may go now. Throws `TryLater` when the head of the lane is an album that may still grow. */
  async complete(items: readonly LaneItem<RelayPayload>[]): Promise<readonly LaneItem<RelayPayload>[]> {
    const last = items[items.length - 1];
    // Something behind an album shows that the album is complete.
    if (last === undefined || last.payload.album === null) return items;
    const { album, threadId } = last.payload;
    const growsUntil = await this.growsUntil(last, threadId, album);
    if (growsUntil === undefined) return items;
    const before = items.filter(({ payload }) => payload.album !== album);
    if (before.length === 0) throw new TryLater(growsUntil);
    return before;
  }

  private async growsUntil(last: LaneItem, threadId: number, album: string): Promise<Date | undefined> {
    const now = this.clock.now();
    const quietAt = new Date(last.createdAt.getTime() + quietMs);
    if (quietAt > now) return quietAt;
    const isStillRead = await this.inbox.hasPartOf(this.reader, threadId, album);
    return isStillRead ? new Date(now.getTime() + nextLookMs) : undefined;
  }
}
