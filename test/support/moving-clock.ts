import { Clock } from '../../src/kernel/clock.js';

/** The real time, moved ahead as a test wants. */
export class MovingClock extends Clock {
  private aheadMs = 0;
  private stoodAt: number | undefined;

  now(): Date {
    return new Date((this.stoodAt ?? Date.now()) + this.aheadMs);
  }

  /** In milliseconds. */
  advance(ms: number): void {
    this.aheadMs += ms;
  }

  /** From now on only `advance` moves it. */
  stand(): void {
    this.stoodAt = Date.now();
  }
}
