interface Waiter {
  test: () => boolean;
  stop: () => void;
}

/** Says "something changed" and lets a test wait until a condition holds, without polling. */
export class ChangeSignal {
  readonly #waiters = new Set<Waiter>();
  readonly #listeners = new Set<() => void>();

  notify(): void {
    for (const waiter of [...this.#waiters]) if (waiter.test()) waiter.stop();
    for (const listener of this.#listeners) listener();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Resolves with the first value that is neither undefined, null nor false. */
  waitFor<T>(read: () => T | undefined | null | false, timeoutMs = 5_000, what = 'condition'): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const test = (): boolean => {
        const value = read();
        if (value === undefined || value === null || value === false) return false;
        resolve(value);
        return true;
      };
      if (test()) return;
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter);
        reject(new Error(`Stripe emulator: no ${what} within ${timeoutMs} ms.`));
      }, timeoutMs);
      const waiter: Waiter = {
        test,
        stop: () => {
          clearTimeout(timer);
          this.#waiters.delete(waiter);
        },
      };
      this.#waiters.add(waiter);
    });
  }
}
