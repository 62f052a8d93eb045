import { DiscoveryService } from '@nestjs/core';
import type { Tx } from '../../database/db.js';
import type { LaneItem, LaneQueue } from './lane-item.js';
import type { Lease } from './lease.js';

export interface LaneDuty {
  readonly queue: LaneQueue;
  readonly kinds: readonly string[];
  /** The most items that one call may get; 1 when absent. */
  readonly batch?: number;
}

/** Announces a provider as the handler of these kinds; each kind of a queue has exactly one. */
export const HandlesLane = DiscoveryService.createDecorator<LaneDuty>();

/** Works off items of its kinds, one lane at a time over all processes, and possibly twice after a crash. */
export abstract class LaneHandler<Payload = unknown> {
  /**
   * Gets the head of the lane: consecutive items of this handler's kinds, at most `batch`, and a single one after a
   * failure. Returns the ids that are finished, at least one. Throw `TryLater` when it is not the time,
   * `PermanentFailure` when it never will be, `TransientFailure` for trouble outside, anything else for a defect.
   */
  abstract handle(items: readonly LaneItem<Payload>[], lease: Lease): Promise<readonly number[]>;

  /** In the transaction that moves a given-up item aside: tell somebody. */
  givenUp?(tx: Tx, item: LaneItem<Payload>, error: Error): Promise<void>;
}
