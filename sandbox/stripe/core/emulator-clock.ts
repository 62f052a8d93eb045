import type { StripeClock } from './stripe-clock.js';
import { systemClock } from './stripe-clock.js';

/**
 * The time as the emulated account sees it: the given clock plus what the control API has advanced.
 * Stripe: every timestamp of the API is in whole seconds.
 */
export class EmulatorClock implements StripeClock {
  #offsetMs = 0;

  constructor(private readonly base: StripeClock = systemClock) {}

  now(): number {
    return this.base.now() + this.#offsetMs;
  }

  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  get offsetMs(): number {
    return this.#offsetMs;
  }

  advance(ms: number): void {
    if (ms < 0) throw new RangeError('Time only moves forward.');
    this.#offsetMs += ms;
  }

  /** Moves to a moment that is not in the past; used to run due work in its order. */
  advanceTo(moment: number): void {
    this.advance(Math.max(0, moment - this.now()));
  }

  restore(offsetMs: number): void {
    this.#offsetMs = offsetMs;
  }
}
