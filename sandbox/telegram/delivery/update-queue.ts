import { EventEmitter } from 'node:events';
import type { Journal } from '../journal.js';
import type { JsonObject } from '../state/json-object.js';
import type { World } from '../state/world.js';

export interface PendingUpdate {
  updateId: number;
  kind: string;
  /** Order is kept and one delivery is in flight per queue. */
  queue: string;
  update: JsonObject;
  /** Milliseconds since the epoch; past it the update is dropped silently. */
  expiresAt: number;
}

/** Bot API, setWebhook: the kinds that must be asked for by name. */
const OPT_IN = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);
const DAY = 24 * 3_600_000;
/** Server source: a button or payment query is useless after 150 s, an inline query after 30 s. */
const LIFETIMES: Record<string, number> = {
  callback_query: 150_000,
  pre_checkout_query: 150_000,
  shipping_query: 150_000,
  inline_query: 30_000,
  chosen_inline_result: 600_000,
};

/**
 * Updates waiting for the bot, by delivery queue. Server source: update_id is given in push order, +1 each;
 * the filter of allowed_updates acts when an update is pushed, not when it is delivered.
 */
export class UpdateQueue extends EventEmitter<{ pushed: [PendingUpdate]; cleared: [] }> {
  /** Undefined: never set, the documented default applies. */
  allowedUpdates: string[] | undefined;
  private readonly queues = new Map<string, PendingUpdate[]>();
  private count = 0;

  constructor(
    private readonly world: World,
    private readonly journal: Journal,
    private readonly firstUpdateId: number,
  ) {
    super();
  }

  /** Returns the update_id, or undefined when the bot did not subscribe to this kind. */
  push(kind: string, queue: string, payload: JsonObject): number | undefined {
    if (!this.isAllowed(kind)) return undefined;
    const updateId = this.world.next('update', this.firstUpdateId);
    this.enqueue({
      updateId,
      kind,
      queue,
      update: { update_id: updateId, [kind]: payload },
      expiresAt: this.world.clock.now() + (LIFETIMES[kind] ?? DAY),
    });
    return updateId;
  }

  /** A raw update as a test wrote it, past every filter; a given update_id is kept, even a used one. */
  inject(update: JsonObject, queue = 'injected'): number {
    const given = update['update_id'];
    const updateId = typeof given === 'number' ? given : this.world.next('update', this.firstUpdateId);
    const kind = Object.keys(update).find((key) => key !== 'update_id') ?? 'unknown';
    this.enqueue({
      updateId,
      kind,
      queue,
      update: { ...update, update_id: updateId },
      expiresAt: this.world.clock.now() + DAY,
    });
    return updateId;
  }

  isAllowed(kind: string): boolean {
    const allowed = this.allowedUpdates;
    return allowed === undefined || allowed.length === 0 ? !OPT_IN.has(kind) : allowed.includes(kind);
  }

  head(queue: string): PendingUpdate | undefined {
    return this.queues.get(queue)?.[0];
  }

  /** Names of queues that hold something, oldest queue first. */
  names(): Iterable<string> {
    return this.queues.keys();
  }

  remove(pending: PendingUpdate): void {
    const waiting = this.queues.get(pending.queue);
    if (waiting?.[0] !== pending) return;
    waiting.shift();
    this.count -= 1;
    if (waiting.length === 0) this.queues.delete(pending.queue);
  }

  /** In update_id order, as getUpdates gives them. */
  all(): PendingUpdate[] {
    return [...this.queues.values()].flat().sort((one, other) => one.updateId - other.updateId);
  }

  get size(): number {
    return this.count;
  }

  /** getUpdates with an offset confirms everything below it. */
  confirmBelow(offset: number): void {
    for (const [name, waiting] of this.queues) {
      const rest = waiting.filter((pending) => pending.updateId >= offset);
      this.count -= waiting.length - rest.length;
      if (rest.length === 0) this.queues.delete(name);
      else this.queues.set(name, rest);
    }
  }

  clear(): void {
    this.queues.clear();
    this.count = 0;
    this.emit('cleared');
  }

  restore(pending: PendingUpdate[]): void {
    for (const one of pending) this.append(one);
  }

  private enqueue(pending: PendingUpdate): void {
    this.append(pending);
    const { updateId, kind, queue, update } = pending;
    this.journal.add({ type: 'update', updateId, kind, queue, update });
    this.emit('pushed', pending);
  }

  private append(pending: PendingUpdate): void {
    this.count += 1;
    const waiting = this.queues.get(pending.queue);
    if (waiting === undefined) this.queues.set(pending.queue, [pending]);
    else waiting.push(pending);
  }
}
