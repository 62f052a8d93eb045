import { Clock } from '../../src/kernel/clock.js';

/** The real time, moved ahead as a test wants. */
export class MovingClock extends Clock {
  private aheadMs = 0;

  now(): Date {
    return new Date(Date.now() + this.aheadMs);
  }

  /** In milliseconds. */
  advance(ms: number): void {
    this.aheadMs += ms;
  }
}
