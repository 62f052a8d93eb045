import { API_VERSION } from './api-version.js';
import type { EmulatorClock } from './emulator-clock.js';
import type { IdMint } from './id-mint.js';
import type { AnyObject, EventType, StripeEvent } from './stored-objects.js';
import type { StripeState } from './stripe-state.js';

/**
 * Writes the account's events. Stripe: `data.object` is the object as it was at the moment of the change,
 * and an event caused by an API call names that call.
 */
export class EventLog {
  readonly #listeners = new Set<(event: StripeEvent) => void>();
  #request: StripeEvent['request'] = { id: null, idempotency_key: null };

  constructor(
    private readonly state: StripeState,
    private readonly clock: EmulatorClock,
    private readonly ids: IdMint,
  ) {}

  subscribe(listener: (event: StripeEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Runs work on behalf of an API call; the work is synchronous, so no other call can mix in. */
  during<T>(request: StripeEvent['request'], work: () => T): T {
    this.#request = request;
    try {
      return work();
    } finally {
      this.#request = { id: null, idempotency_key: null };
    }
  }

  emit(type: EventType, object: AnyObject, previous?: object): StripeEvent {
    const event = this.state.events.add<StripeEvent>({
      id: this.ids.next('evt'),
      object: 'event',
      api_version: API_VERSION,
      created: this.clock.seconds(),
      data: {
        object: structuredClone(object),
        ...(previous === undefined ? {} : { previous_attributes: previous }),
      },
      livemode: false,
      pending_webhooks: 0,
      request: this.#request,
      type,
    });
    for (const listener of this.#listeners) listener(event);
    return event;
  }

  /** Changes an object and tells what its changed top-level fields were before. */
  emitChange<T extends AnyObject>(type: EventType, object: T, change: (object: T) => void): StripeEvent {
    const before = structuredClone(object);
    change(object);
    const previous = Object.fromEntries(
      Object.entries(before).filter(
        ([key, value]) => JSON.stringify(value) !== JSON.stringify(object[key as keyof T]),
      ),
    );
    return this.emit(type, object, previous);
  }
}
