import { CACHE_MANAGER, type Cache } from '@nestjs/cache-manager';
import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from './db.js';
import { Listener } from './listener.js';

const channel = 'cache_invalidated';
/** Bounds how long a process may read old data when even the reconnecting listener missed a notice. */
const longestAgeMs = 60_000;

/**
 * What nearly every update reads (settings, products, administrators, user ↔ topic), kept in memory.
 * A writer invalidates in its transaction; NOTIFY carries that to every process when it commits.
 */
@Injectable()
export class SharedCache {
  /** Counts invalidations, so that a load that began before one does not store its old result after it. */
  private readonly generations = new Map<string, number>();
  private everything = 0;

  constructor(
    @Inject(CACHE_MANAGER) private readonly cache: Cache,
    listener: Listener,
  ) {
    listener.subscribe(channel, (key) => {
      this.forget(key);
    });
    listener.onGap(() => {
      this.everything += 1;
      void this.cache.clear();
    });
  }

  async get<Value>(key: string, load: () => Promise<Value>, maxAgeMs = longestAgeMs): Promise<Value> {
    const known = await this.cache.get<{ value: Value }>(key);
    if (known !== undefined) return known.value;
    const generation = this.generationOf(key);
    const value = await load();
    if (generation === this.generationOf(key)) await this.cache.set(key, { value }, maxAgeMs);
    return value;
  }

  /** In the writer's transaction: every process, this one included, forgets the key once it commits. */
  async invalidate(tx: Tx, key: string): Promise<void> {
    await tx.query('select pg_notify($1, $2)', [channel, key]);
    tx.onCommit(() => {
      this.forget(key);
    });
  }

  /** For what is not ours to write, such as Telegram's list of administrators; this process only. */
  forget(key: string): void {
    this.generations.set(key, (this.generations.get(key) ?? 0) + 1);
    void this.cache.del(key);
  }

  private generationOf(key: string): string {
    return `${this.everything}/${this.generations.get(key) ?? 0}`;
  }
}
