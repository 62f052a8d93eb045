declare const payloadOf: unique symbol;

/** A kind of background job, declared by the module that announces it. */
export interface JobDefinition<Payload> {
  readonly name: string;
  readonly maxAttempts: number;
  readonly [payloadOf]?: Payload;
}

/**
 * 25 attempts with exponential back-off take about three days, long enough for any outage of a platform.
 * The name is stored with every job, so renaming strands those that wait.
 */
export function defineJob<Payload>(
  name: string,
  { maxAttempts = 25 }: { readonly maxAttempts?: number } = {},
): JobDefinition<Payload> {
  return { name, maxAttempts };
}
