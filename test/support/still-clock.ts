import { Clock } from '../../src/kernel/clock.js';

/** Stands still until a test moves it, so that a model can know the exact moment of everything. */
export class StillClock extends Clock {
  private at = Date.now();

  now(): Date {
    return new Date(this.at);
  }

  /** In milliseconds. */
  advance(ms: number): void {
    this.at += ms;
  }
}
