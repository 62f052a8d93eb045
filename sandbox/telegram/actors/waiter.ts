import type { Journal } from '../journal.js';
import type { World } from '../state/world.js';

type Falsy = undefined | null | false | 0 | '';

/** Waits for something to become true; looks again at every change of the world or entry of the journal. */
export class Waiter {
  constructor(
    private readonly world: World,
    private readonly journal: Journal,
  ) {}

  async waitFor<T>(predicate: () => T | Falsy, timeoutMs = 5_000, what = 'condition'): Promise<T> {
    const first = predicate();
    if (first) return first;
    return new Promise<T>((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        this.world.off('change', look);
        this.journal.off('entry', look);
      };
      const look = (): void => {
        try {
          const value = predicate();
          if (!value) return;
          stop();
          resolve(value);
        } catch (error) {
          stop();
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      const timer = setTimeout(() => {
        stop();
        reject(
          new Error(`Waited ${timeoutMs} ms in vain for ${what}: ${predicate.toString().slice(0, 200)}`),
        );
      }, timeoutMs);
      this.world.on('change', look);
      this.journal.on('entry', look);
    });
  }
}
