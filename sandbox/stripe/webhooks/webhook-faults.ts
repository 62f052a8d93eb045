export interface WebhookFault {
  kind:
    | 'duplicate'
    | 'drop'
    | 'shuffle'
    | 'delay'
    | 'corrupt-signature'
    | 'old-timestamp'
    | 'api-version'
    | 'livemode';
  /** Event types that are hit; all when absent. */
  types?: readonly string[];
  /** How many deliveries are hit before the fault is used up; no end when absent. */
  times?: number;
  /** duplicate: how many extra copies (1). */
  copies?: number;
  /** delay: how long; shuffle: how long deliveries are collected before they leave in another order (50). */
  ms?: number;
  /** old-timestamp: age of the signature (600). */
  ageSeconds?: number;
  /** api-version: the version that the event claims. */
  version?: string;
}

/** What goes wrong on the way to the webhook receiver, until cleared or used up. */
export class WebhookFaults {
  #faults: (WebhookFault & { left: number })[] = [];

  add(fault: WebhookFault): void {
    this.#faults.push({ ...fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.#faults = [];
  }

  /** Uses one turn of the first matching fault of this kind. */
  take(kind: WebhookFault['kind'], eventType: string): WebhookFault | undefined {
    const fault = this.#faults.find(
      (one) => one.kind === kind && one.left > 0 && (one.types?.includes(eventType) ?? true),
    );
    if (fault) fault.left -= 1;
    return fault;
  }
}
