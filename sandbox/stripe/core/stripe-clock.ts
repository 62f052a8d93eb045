/** Where the emulator reads the time, in milliseconds since the epoch. */
export interface StripeClock {
  now(): number;
}

export const systemClock: StripeClock = { now: () => Date.now() };
