declare const payloadOf: unique symbol;

/** Something that happened and that others may react to, declared by the module in which it happens. */
export interface EventDefinition<Payload> {
  readonly name: string;
  /** Filled by `@OnEvent` when the subscriber's file is loaded, so it is known in every role. */
  readonly subscribers: Set<string>;
  readonly [payloadOf]?: Payload;
}

export function defineEvent<Payload>(name: string): EventDefinition<Payload> {
  return { name, subscribers: new Set() };
}

/** The job that one subscriber gets for an event; stored with the job like any other name. */
export function subscriptionName(event: string, subscriber: string): string {
  return `${event}:${subscriber}`;
}
