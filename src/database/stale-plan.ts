import { QueryFailedError } from 'typeorm';

/** PostgreSQL: "cached plan must not change result type", in the server's language, from this routine alone. */
const routine = 'RevalidateCachedQuery';

/** A migration has changed the columns that a prepared statement returns; it has to be prepared anew. */
export function isStalePlan(error: unknown): boolean {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  return cause instanceof Error && 'routine' in cause && cause.routine === routine;
}
