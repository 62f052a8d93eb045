/** Holds things for a moment and lets them go in another order, the last one first. */
export class ShuffleBuffer<T> {
  #held: T[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly release: (item: T) => void) {}

  get size(): number {
    return this.#held.length;
  }

  add(item: T, ms: number): void {
    this.#held.push(item);
    this.#timer ??= setTimeout(() => {
      this.#flush();
    }, ms);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#held = [];
  }

  /** Reversed rather than random: certain to differ from the order of the changes, in every run. */
  #flush(): void {
    const items = this.#held.reverse();
    this.#held = [];
    this.#timer = undefined;
    for (const item of items) this.release(item);
  }
}
