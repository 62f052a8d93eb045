export interface CronDefinition {
  readonly name: string;
  /** Minute, hour, day, month, weekday; in UTC. */
  readonly pattern: string;
  readonly backfillMs: number;
}

/** What a scheduled handler is told: the minute it was meant for, which may be a while ago. */
export interface CronRun {
  readonly at: Date;
}

/** `backfillMs`: runs that were missed within this time, for example while all workers were down, are made up. */
export function defineCron(
  name: string,
  pattern: string,
  { backfillMs = 0 }: { readonly backfillMs?: number } = {},
): CronDefinition {
  return { name, pattern, backfillMs };
}
