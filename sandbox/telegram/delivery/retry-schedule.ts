import type { SeededRandom } from '../state/seeded-random.js';

const LONGEST_RETRY_AFTER = 3600;

/**
 * Server source: the first failure is resent at once, then after 2, 4, 8 ... s, capped at a random 60-120 s;
 * a numeric Retry-After of the bot's answer replaces the delay, up to an hour.
 */
export class RetrySchedule {
  constructor(
    private readonly random: SeededRandom,
    readonly timeScale: number,
  ) {}

  /** Milliseconds to wait after the given number of failures. */
  delay(failures: number, retryAfterSeconds?: number): number {
    if (retryAfterSeconds !== undefined) {
      return Math.min(Math.max(retryAfterSeconds, 0), LONGEST_RETRY_AFTER) * 1000 * this.timeScale;
    }
    if (failures <= 1) return 0;
    const seconds = Math.min(2 ** (failures - 1), this.random.between(60, 120));
    return seconds * 1000 * this.timeScale;
  }
}
