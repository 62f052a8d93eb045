import type { LaneQueue } from './lane-item.js';

/** The timing of ordered delivery. Provided as a value, so that a test can shorten a lease. */
export abstract class LaneSettings {
  /** Lanes in work at once, per queue and process; they wait for networks, so many cost little. */
  abstract readonly concurrency: number;
  /** How long a killed process keeps its lanes; renewed three times as often. */
  abstract readonly leaseMs: number;
  /** Finds work without any hint. */
  abstract readonly pollMs: number;
  abstract readonly lanesPerTake: number;
  abstract readonly itemsPerLane: number;
  /** Failures of an item's own fault before it is given up. */
  abstract readonly maxAttempts: Readonly<Record<LaneQueue, number>>;
  /** From this age on trouble outside counts as well, or an unreachable item would stay for ever. */
  abstract readonly patienceMs: number;
  abstract readonly stopLimitMs: number;
  abstract readonly sweepMs: number;
}

export const defaultLaneSettings: LaneSettings = {
  concurrency: 64,
  leaseMs: 10_000,
  pollMs: 250,
  lanesPerTake: 16,
  itemsPerLane: 100,
  maxAttempts: { inbound: 8, outbound: 12, urgent: 8 },
  patienceMs: 24 * 60 * 60 * 1_000,
  // With the second that follows and the rest of the stop it stays below the ten that orchestrators grant.
  stopLimitMs: 8_000,
  sweepMs: 60_000,
};

/** 0.25 s, 1 s, 2 s, 4 s … up to a minute. */
export function backOffMs(failures: number): number {
  if (failures <= 1) return 250;
  return Math.min(60_000, 1_000 * 2 ** Math.min(failures - 2, 10));
}
