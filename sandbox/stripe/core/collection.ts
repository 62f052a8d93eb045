export interface Identified {
  id: string;
}

/** One table of the account, in the order in which its objects were created. */
export class Collection<T extends Identified> {
  readonly #items = new Map<string, T>();

  add<S extends T>(item: S): S {
    this.#items.set(item.id, item);
    return item;
  }

  get(id: string | null | undefined): T | undefined {
    return id ? this.#items.get(id) : undefined;
  }

  /** For ids that the emulator itself wrote, so a miss is a defect of the emulator. */
  need(id: string | null | undefined): T {
    const item = this.get(id);
    if (!item) throw new Error(`Emulator: ${id ?? 'nothing'} is not stored.`);
    return item;
  }

  remove(id: string): boolean {
    return this.#items.delete(id);
  }

  all(): T[] {
    return [...this.#items.values()];
  }

  where(matches: (item: T) => boolean): T[] {
    return this.all().filter(matches);
  }

  /** Stripe: lists are newest first. */
  newestFirst(): T[] {
    return this.all().reverse();
  }

  load(items: readonly T[]): void {
    this.#items.clear();
    for (const item of items) this.add(item);
  }
}
