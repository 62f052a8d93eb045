export interface ApiCallEntry {
  kind: 'api';
  method: string;
  path: string;
  params: unknown;
  status: number | null;
  requestId: string;
  idempotencyKey: string | null;
  replayed: boolean;
  error: string | null;
}

export interface WebhookEntry {
  kind: 'webhook';
  eventId: string;
  eventType: string;
  url: string;
  attempt: number;
  status: number | null;
  outcome: 'delivered' | 'failed' | 'dropped';
  error: string | null;
}

export interface ControlEntry {
  kind: 'control';
  action: string;
  details: unknown;
}

export type JournalRecord = ApiCallEntry | WebhookEntry | ControlEntry;
export type JournalEntry = JournalRecord & { seq: number; at: number };

const KEEP = 5_000;

/** Ordered account of what came in and what went out, for assertions and for the sandbox page. */
export class StripeJournal {
  readonly #listeners = new Set<(entry: JournalEntry) => void>();
  #entries: JournalEntry[] = [];
  #seq = 0;

  entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  apiCalls(method?: string, path?: string | RegExp): (ApiCallEntry & { seq: number; at: number })[] {
    return this.#entries.filter(
      (entry): entry is ApiCallEntry & { seq: number; at: number } =>
        entry.kind === 'api' &&
        (method === undefined || entry.method === method) &&
        (path === undefined || (typeof path === 'string' ? entry.path === path : path.test(entry.path))),
    );
  }

  deliveries(eventType?: string): (WebhookEntry & { seq: number; at: number })[] {
    return this.#entries.filter(
      (entry): entry is WebhookEntry & { seq: number; at: number } =>
        entry.kind === 'webhook' && (eventType === undefined || entry.eventType === eventType),
    );
  }

  subscribe(listener: (entry: JournalEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  clear(): void {
    this.#entries = [];
  }

  record(record: JournalRecord): JournalEntry {
    this.#seq += 1;
    const entry: JournalEntry = { ...record, seq: this.#seq, at: Date.now() };
    this.#entries.push(entry);
    if (this.#entries.length > KEEP) this.#entries = this.#entries.slice(-KEEP / 2);
    for (const listener of this.#listeners) listener(entry);
    return entry;
  }
}
