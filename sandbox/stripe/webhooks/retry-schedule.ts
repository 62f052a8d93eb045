const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Stripe: retries with growing pauses over up to three days; the exact steps are not published. */
const STEPS = [5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 12 * HOUR, 12 * HOUR, 24 * HOUR];

/** Pause after a failed attempt (1 is the first); nothing after the last. */
export function retryDelay(attempt: number): number | undefined {
  return STEPS[attempt - 1];
}
