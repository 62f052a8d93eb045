import { EventEmitter } from 'node:events';
import type { EmulatorClock } from './emulator-clock.js';
import type { JsonObject } from './state/json-object.js';

interface EntryBase {
  seq: number;
  /** Milliseconds since the epoch, emulator clock. */
  at: number;
}

export interface CallEntry extends EntryBase {
  type: 'call';
  /** When it came in, by the emulator's clock; `at` is when it was answered. */
  arrivedAt: number;
  method: string;
  params: JsonObject;
  ok: boolean;
  result?: unknown;
  error?: { code: number; description: string; parameters?: JsonObject | undefined } | undefined;
  /** Parameters that the Bot API does not know or that have another type than documented. */
  warnings: string[];
  /** True: a generic answer was given, nothing happened. */
  isUnmodelled: boolean;
  /** Name of the fault that was applied, if any. */
  fault?: string | undefined;
}

export interface UpdateEntry extends EntryBase {
  type: 'update';
  updateId: number;
  kind: string;
  queue: string;
  update: JsonObject;
}

export interface DeliveryEntry extends EntryBase {
  type: 'delivery';
  updateId: number;
  kind: string;
  queue: string;
  attempt: number;
}

export interface AckEntry extends EntryBase {
  type: 'ack';
  updateId: number;
  kind: string;
  queue: string;
  attempt: number;
  ok: boolean;
  status?: number | undefined;
  error?: string | undefined;
  ms: number;
}

export interface DropEntry extends EntryBase {
  type: 'drop';
  updateId: number;
  reason: string;
}

export type JournalEntry = CallEntry | UpdateEntry | DeliveryEntry | AckEntry | DropEntry;
type Unstamped<T> = T extends JournalEntry ? Omit<T, 'seq' | 'at'> : never;

/** Ordered record of calls, results, updates, deliveries and acknowledgements. Keeps the newest ones. */
export class Journal extends EventEmitter<{ entry: [JournalEntry] }> {
  private kept: JournalEntry[] = [];
  private seq = 0;

  constructor(
    private readonly clock: EmulatorClock,
    private readonly capacity = 20_000,
  ) {
    super();
    this.setMaxListeners(0);
  }

  get entries(): readonly JournalEntry[] {
    return this.kept;
  }

  /** Calls in the order of their execution, optionally of one method. */
  calls(method?: string): CallEntry[] {
    return this.kept.filter(
      (entry): entry is CallEntry =>
        entry.type === 'call' && (method === undefined || entry.method === method),
    );
  }

  updates(kind?: string): UpdateEntry[] {
    return this.kept.filter(
      (entry): entry is UpdateEntry => entry.type === 'update' && (kind === undefined || entry.kind === kind),
    );
  }

  acks(): AckEntry[] {
    return this.kept.filter((entry): entry is AckEntry => entry.type === 'ack');
  }

  /** The time that entries are stamped with. */
  now(): number {
    return this.clock.now();
  }

  add(entry: Unstamped<JournalEntry>): void {
    this.seq += 1;
    const stamped = { ...entry, seq: this.seq, at: this.clock.now() };
    this.kept.push(stamped);
    // Cut in blocks: shifting an array on every entry would dominate a benchmark.
    if (this.kept.length > this.capacity * 1.25) this.kept = this.kept.slice(-this.capacity);
    this.emit('entry', stamped);
  }

  subscribe(listener: (entry: JournalEntry) => void): () => void {
    this.on('entry', listener);
    return () => this.off('entry', listener);
  }

  clear(): void {
    this.kept = [];
  }
}
