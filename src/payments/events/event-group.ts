import type Stripe from 'stripe';
import type { EventReference } from './event-reference.js';

export type EventType = Stripe.Event['type'];
export type EventHandler = (event: EventReference) => Promise<void>;

/** The events about one kind of object, and what to do at each. A new group is also named in the module's list. */
export abstract class EventGroup {
  abstract readonly handlers: readonly (readonly [EventType, EventHandler])[];
}
