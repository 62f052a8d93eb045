import type { ChangeSignal } from '../core/change-signal.js';
import type { EmulatorClock } from '../core/emulator-clock.js';
import type { StripeEvent } from '../core/stored-objects.js';
import type { StripeJournal } from '../core/stripe-journal.js';
import type { StripeState } from '../core/stripe-state.js';
import { retryDelay } from './retry-schedule.js';
import { ShuffleBuffer } from './shuffle-buffer.js';
import type { WebhookDelivery } from './webhook-delivery.js';
import type { WebhookFaults } from './webhook-faults.js';

interface Job {
  event: StripeEvent;
  endpointId: string;
  attempt: number;
  /** A fault's extra copy or a manual resend does not count for `pending_webhooks` and is not retried. */
  extra: boolean;
}

interface Retry {
  job: Job;
  due: number;
  timer: NodeJS.Timeout;
}

export interface DispatcherParts {
  state: StripeState;
  clock: EmulatorClock;
  journal: StripeJournal;
  changes: ChangeSignal;
  faults: WebhookFaults;
  delivery: WebhookDelivery;
  /** Real time that passes for one unit of Stripe's retry back-off. */
  timeScale: number;
}

const PARALLEL = 4;

/** Sends events to the endpoints. Stripe: at least once, in no promised order, with retries for three days. */
export class WebhookDispatcher {
  readonly #queue: Job[] = [];
  readonly #retries = new Set<Retry>();
  readonly #delays = new Set<NodeJS.Timeout>();
  readonly #shuffle = new ShuffleBuffer<Job>((job) => {
    this.#push(job);
  });
  #running = 0;
  #stopped = false;

  constructor(private readonly parts: DispatcherParts) {}

  /** True when nothing is on its way; retries that wait for their time do not count. */
  get idle(): boolean {
    return this.#queue.length + this.#running + this.#delays.size + this.#shuffle.size === 0;
  }

  send(event: StripeEvent): void {
    for (const endpoint of this.parts.state.endpoints.all()) {
      const wanted = endpoint.enabled_events.some((type) => type === '*' || type === event.type);
      if (endpoint.status !== 'enabled' || !wanted) continue;
      event.pending_webhooks += 1;
      this.#route({ event, endpointId: endpoint.id, attempt: 1, extra: false });
    }
  }

  /** After a restart: what an earlier run could not deliver starts again. */
  resume(): void {
    for (const event of this.parts.state.events.where((one) => one.pending_webhooks > 0)) {
      event.pending_webhooks = 0;
      this.send(event);
    }
  }

  /** Stripe: "Resend" in the Dashboard; the event keeps its id. */
  resend(event: StripeEvent): void {
    for (const endpoint of this.parts.state.endpoints.all()) {
      this.#push({ event, endpointId: endpoint.id, attempt: 1, extra: true });
    }
  }

  /** Starts what the emulated time has made due. */
  runDue(now = this.parts.clock.now()): void {
    for (const retry of [...this.#retries]) {
      if (retry.due > now) continue;
      clearTimeout(retry.timer);
      this.#retries.delete(retry);
      this.#push(retry.job);
    }
  }

  runAllRetries(): void {
    this.runDue(Number.POSITIVE_INFINITY);
  }

  stop(): void {
    this.#stopped = true;
    this.#queue.length = 0;
    for (const retry of this.#retries) clearTimeout(retry.timer);
    for (const timer of this.#delays) clearTimeout(timer);
    this.#shuffle.stop();
  }

  #route(job: Job): void {
    const { faults } = this.parts;
    if (faults.take('drop', job.event.type)) {
      this.#record(job, 'dropped', null, null);
      return;
    }
    const copies = faults.take('duplicate', job.event.type);
    const jobs = [job];
    for (let copy = 0; copy < (copies ? (copies.copies ?? 1) : 0); copy += 1) {
      jobs.push({ ...job, extra: true });
    }
    const delay = faults.take('delay', job.event.type);
    const shuffle = faults.take('shuffle', job.event.type);
    for (const one of jobs) {
      if (delay) this.#later(one, delay.ms ?? 50);
      else if (shuffle) this.#shuffle.add(one, shuffle.ms ?? 50);
      else this.#push(one);
    }
  }

  #later(job: Job, ms: number): void {
    const timer = setTimeout(() => {
      this.#delays.delete(timer);
      this.#push(job);
    }, ms);
    this.#delays.add(timer);
  }

  #push(job: Job): void {
    if (this.#stopped) return;
    this.#queue.push(job);
    // The answer to the call that caused the event leaves first.
    setImmediate(() => {
      this.#pump();
    });
  }

  #pump(): void {
    while (this.#running < PARALLEL) {
      const job = this.#queue.shift();
      if (!job) return;
      this.#running += 1;
      void this.#run(job).finally(() => {
        this.#running -= 1;
        this.parts.changes.notify();
        this.#pump();
      });
    }
  }

  async #run(job: Job): Promise<void> {
    const endpoint = this.parts.state.endpoints.get(job.endpointId);
    if (!endpoint) return;
    const result = await this.parts.delivery.attempt(job.event, endpoint.id, endpoint.url);
    if (this.#stopped) return;
    const delivered = result.status !== null && result.status >= 200 && result.status < 300;
    if (delivered && !job.extra) job.event.pending_webhooks -= 1;
    if (!delivered && !job.extra) this.#retryLater(job);
    this.#record(job, delivered ? 'delivered' : 'failed', result.status, result.error);
  }

  #retryLater(job: Job): void {
    const delay = retryDelay(job.attempt);
    if (delay === undefined) return;
    const retry: Retry = {
      job: { ...job, attempt: job.attempt + 1 },
      due: this.parts.clock.now() + delay,
      timer: setTimeout(() => {
        this.#retries.delete(retry);
        this.#push(retry.job);
      }, delay * this.parts.timeScale),
    };
    retry.timer.unref();
    this.#retries.add(retry);
  }

  #record(
    job: Job,
    outcome: 'delivered' | 'failed' | 'dropped',
    status: number | null,
    error: string | null,
  ): void {
    this.parts.journal.record({
      kind: 'webhook',
      eventId: job.event.id,
      eventType: job.event.type,
      url: this.parts.state.endpoints.get(job.endpointId)?.url ?? '',
      attempt: job.attempt,
      status,
      outcome,
      error,
    });
  }
}
