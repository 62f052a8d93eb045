/** A burst has ended when no payment failed for so long; the next failure is told anew. */
export const burstPauseMs = 10 * 60 * 1_000;

interface Failure {
  readonly createdAt: Date;
}

/** The last failures that followed each other without such a pause; `failures`: oldest first. */
export function lastBurst<Some extends Failure>(failures: readonly Some[]): readonly Some[] {
  const begin = failures.findLastIndex((failure, index) => {
    const before = failures[index - 1];
    return before === undefined || failure.createdAt.getTime() - before.createdAt.getTime() >= burstPauseMs;
  });
  return failures.slice(Math.max(0, begin));
}
