import type { RelayPayload } from '../../conversations/conversations.jobs.js';
import type { LaneItem } from '../../jobs/lanes/lane-item.js';
import { TryLater } from '../../kernel/try-later.js';

/** Bot API: parts of an album arrive one by one and nothing says which is the last. */
const quietMs = 1_200;

/**
 * The items that may go now: an album goes whole, once no part has come for a while, and what was written after it
 * waits behind it. Throws `TryLater` when the head of the lane is an album that may still grow.
 */
export function albumWait(
  items: readonly LaneItem<RelayPayload>[],
  now: Date,
): readonly LaneItem<RelayPayload>[] {
  const [first] = items;
  const last = items[items.length - 1];
  if (first === undefined || last === undefined) return items;
  const { album } = last.payload;
  // Something behind an album shows that the album is complete.
  if (album === null) return items;
  const quietAt = new Date(last.createdAt.getTime() + quietMs);
  if (quietAt <= now) return items;
  const before = items.filter(({ payload }) => payload.album !== album);
  if (before.length === 0) throw new TryLater(quietAt);
  return before;
}
