/**
 * How many of a payment's credits must be taken back when that much of its money is gone: in proportion, rounded up,
 * never more than it granted. Counted in total and not per event, so partial refunds never drift by rounding.
 */
export function creditsToTakeBack(credits: number, paid: number, gone: number): number {
  if (paid === 0 || gone <= 0) return 0;
  return Math.min(credits, Math.ceil((credits * Math.min(gone, paid)) / paid));
}

/** Credits taken back at a moment, negative when given back. */
export interface Taking {
  readonly at: Date;
  readonly credits: number;
}

/**
 * When `amount` credits that come back now had been taken: what was taken last comes back first. Of several moments
 * the earliest counts, in the customer's favour; undefined when nothing is gone.
 */
export function goneSince(takings: readonly Taking[], amount: number): Date | undefined {
  const gone: Taking[] = [];
  for (const taking of takings) {
    if (taking.credits > 0) gone.push(taking);
    else unwind(gone, -taking.credits);
  }
  return unwind(gone, amount);
}

function unwind(gone: Taking[], amount: number): Date | undefined {
  let back = amount;
  let earliest: Date | undefined;
  for (let last = gone.pop(); last !== undefined; last = gone.pop()) {
    earliest = last.at;
    if (last.credits > back) gone.push({ at: last.at, credits: last.credits - back });
    back -= last.credits;
    if (back <= 0) break;
  }
  return earliest;
}
