/** Time as the emulator sees it. Tests advance it, so that nobody waits for an expiry or a limit. */
export class EmulatorClock {
  private offset = 0;
  private readonly listeners = new Set<() => void>();

  /** Milliseconds since the epoch. */
  now(): number {
    return Date.now() + this.offset;
  }

  /** Seconds since the epoch, the unit of every date in the Bot API. */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  advance(ms: number): void {
    this.offset += ms;
    for (const listener of this.listeners) listener();
  }

  /** Timers run on real time; whoever sleeps must look again after a jump. */
  onAdvance(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
