/**
 * How many of a payment's credits must be taken back when that much of its money is gone: in proportion, rounded up,
 * never more than it granted. Counted in total and not per event, so partial refunds never drift by rounding.
 */
export function creditsToTakeBack(credits: number, paid: number, gone: number): number {
  if (paid === 0 || gone <= 0) return 0;
  return Math.min(credits, Math.ceil((credits * Math.min(gone, paid)) / paid));
}
