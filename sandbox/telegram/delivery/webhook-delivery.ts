import type { EmulatorClock } from '../emulator-clock.js';
import type { Journal } from '../journal.js';
import type { JsonObject } from '../state/json-object.js';
import { DeliveryFaults } from './delivery-faults.js';
import type { RetrySchedule } from './retry-schedule.js';
import type { PendingUpdate, UpdateQueue } from './update-queue.js';
import type { WebhookConfig } from './webhook-config.js';
import { NO_WEBHOOK } from './webhook-config.js';
import type { WebhookAnswer, WebhookSender } from './webhook-sender.js';

interface Slot {
  queue: string;
  isInFlight: boolean;
  failures: number;
  dueAt: number;
}

const SILENCE_MS = 10_000;
const SLOW_START_MS = 2_000;
const GONE_MS = 23 * 3_600_000;

/**
 * Delivers updates to the bot's webhook. Server source (WebhookActor): one update in flight per queue, up to
 * max_connections at a time, 2 x max_connections queues loaded; 2xx is success, anything else is retried.
 */
export class WebhookDelivery {
  readonly faults = new DeliveryFaults(() => {
    this.pump();
  });
  config: WebhookConfig = NO_WEBHOOK;
  /** Replaces the origin of the webhook URL: the bot is told an https address and listens on loopback. */
  deliverTo: string | undefined;
  /** Runs a method that the bot put into its answer ("webhook reply"); result and errors are lost. */
  onReply: (method: string, params: JsonObject) => void = () => undefined;
  private readonly slots = new Map<string, Slot>();
  private active = 0;
  private timer: NodeJS.Timeout | undefined;
  private failingSince: number | undefined;
  private nextSlowTryAt = 0;
  private goneSince: number | undefined;
  private isPaused = false;

  constructor(
    private readonly updates: UpdateQueue,
    private readonly journal: Journal,
    private readonly clock: EmulatorClock,
    private readonly schedule: RetrySchedule,
    private readonly sender: WebhookSender,
  ) {
    updates.on('pushed', (pending) => {
      // A busy queue or full connections: the next acknowledgement looks again anyway.
      const isBusy = this.slots.get(pending.queue)?.isInFlight ?? false;
      if (!isBusy && this.active < this.config.maxConnections) this.pump();
    });
    updates.on('cleared', () => {
      this.slots.clear();
    });
    clock.onAdvance(() => {
      this.pump();
    });
  }

  /** Puts a raw update into the stream. */
  inject(update: JsonObject, queue?: string): number {
    return this.updates.inject(update, queue);
  }

  configure(config: WebhookConfig): void {
    this.config = config;
    this.updates.allowedUpdates = config.allowedUpdates;
    this.slots.clear();
    this.failingSince = undefined;
    this.pump();
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
    this.pump();
  }

  /** Nothing waits and nothing is on its way. */
  get isIdle(): boolean {
    return this.active === 0 && this.updates.size === 0;
  }

  stop(): void {
    this.pause();
    clearTimeout(this.timer);
    this.sender.close();
  }

  pump(): void {
    if (this.isPaused || this.config.url === '') return;
    clearTimeout(this.timer);
    this.load();
    const now = this.clock.now();
    let wakeAt = Number.POSITIVE_INFINITY;
    for (const slot of this.slots.values()) {
      if (slot.isInFlight) continue;
      const head = this.freshHead(slot, now);
      if (head === undefined) this.slots.delete(slot.queue);
      else if (!this.faults.isHeld(head)) {
        const startAt = Math.max(slot.dueAt, this.isRecovering(now) ? this.nextSlowTryAt : 0);
        if (startAt > now) wakeAt = Math.min(wakeAt, startAt);
        else if (this.active < this.connectionLimit(now)) void this.deliver(slot, head);
      }
    }
    if (wakeAt === Number.POSITIVE_INFINITY) return;
    this.timer = setTimeout(
      () => {
        this.pump();
      },
      wakeAt - now + 1,
    );
    this.timer.unref();
  }

  /** Failing heads keep their place in the window: enough of them stop everybody else, as on the real server. */
  private load(): void {
    const window = 2 * this.config.maxConnections;
    if (this.slots.size >= window) return;
    for (const queue of this.updates.names()) {
      if (this.slots.size >= window) return;
      if (!this.slots.has(queue)) this.slots.set(queue, { queue, isInFlight: false, failures: 0, dueAt: 0 });
    }
  }

  private freshHead(slot: Slot, now: number): PendingUpdate | undefined {
    let head = this.updates.head(slot.queue);
    while (head !== undefined && Math.max(slot.dueAt, now) >= head.expiresAt) {
      this.updates.remove(head);
      this.journal.add({ type: 'drop', updateId: head.updateId, reason: 'expired' });
      slot.failures = 0;
      slot.dueAt = 0;
      head = this.updates.head(slot.queue);
    }
    return head;
  }

  /** Server source: after 10 s without one success a single connection, one try every 2 s, until a success. */
  private isRecovering(now: number): boolean {
    return this.failingSince !== undefined && now - this.failingSince > SILENCE_MS * this.schedule.timeScale;
  }

  private connectionLimit(now: number): number {
    return this.isRecovering(now) ? 1 : this.config.maxConnections;
  }

  private async deliver(slot: Slot, head: PendingUpdate): Promise<void> {
    slot.isInFlight = true;
    this.active += 1;
    this.nextSlowTryAt = this.clock.now() + SLOW_START_MS * this.schedule.timeScale;
    const { updateId, kind, queue } = head;
    const attempt = slot.failures + 1;
    const plan = this.faults.take(head);
    if (plan.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, plan.delayMs));
    this.journal.add({ type: 'delivery', updateId, kind, queue, attempt });
    const startedAt = performance.now();
    const body = JSON.stringify(head.update);
    const answers = await Promise.all(
      Array.from({ length: plan.copies }, async () =>
        this.sender.post(this.target(), body, this.config.secretToken),
      ),
    );
    const answer = answers[0] ?? { body: '', error: 'No answer' };
    const { status } = answer;
    const isOk = !plan.losesAck && status !== undefined && status >= 200 && status < 300;
    const error = plan.losesAck ? 'Connection closed before the answer arrived' : answer.error;
    const ms = performance.now() - startedAt;
    this.active -= 1;
    slot.isInFlight = false;
    if (isOk) this.succeed(slot, head, answer);
    else this.fail(slot, answer, error);
    // Written last: who waits for this entry finds the queue already updated.
    this.journal.add({ type: 'ack', updateId, kind, queue, attempt, ok: isOk, status, error, ms });
    this.pump();
  }

  private succeed(slot: Slot, head: PendingUpdate, answer: WebhookAnswer): void {
    this.updates.remove(head);
    // Out and, if more waits, in again at the end: every loaded queue gets its turn.
    if (this.slots.get(slot.queue) === slot) this.slots.delete(slot.queue);
    this.failingSince = undefined;
    this.goneSince = undefined;
    this.runReply(answer.body);
  }

  private fail(slot: Slot, answer: WebhookAnswer, error: string | undefined): void {
    const now = this.clock.now();
    slot.failures += 1;
    slot.dueAt = now + this.schedule.delay(slot.failures, answer.retryAfterSeconds);
    this.failingSince ??= now;
    this.config = {
      ...this.config,
      lastErrorDate: Math.floor(now / 1000),
      lastErrorMessage: error ?? `Wrong response from the webhook: ${answer.status ?? 0}`,
    };
    this.goneSince = answer.status === 410 ? (this.goneSince ?? now) : undefined;
    if (this.goneSince !== undefined && now - this.goneSince > GONE_MS) this.configure(NO_WEBHOOK);
  }

  private target(): URL {
    const url = new URL(this.config.url);
    return this.deliverTo === undefined ? url : new URL(url.pathname + url.search, this.deliverTo);
  }

  private runReply(body: string): void {
    if (!body.startsWith('{')) return;
    try {
      const { method, ...params } = JSON.parse(body) as JsonObject;
      if (typeof method !== 'string') return;
      if (/^(setWebhook|deleteWebhook|close|logOut|get.*)$/i.test(method)) return;
      this.onReply(method, params);
    } catch {
      // The server ignores a body that it cannot read; the update is acknowledged.
    }
  }
}
