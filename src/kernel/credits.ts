/** Credits are whole numbers; anything else is a defect upstream and must not reach the ledger. */
export function assertCredits(amount: number): void {
  if (!Number.isSafeInteger(amount) || amount < 0) {
    throw new RangeError(`credits must be a whole number of at least 0, got ${amount}`);
  }
}

/** Share of `part` in `whole` in whole percent, rounded down, between 0 and 100. */
export function percentOf(part: number, whole: number): number {
  if (whole <= 0) return 100;
  return Math.min(100, Math.max(0, Math.floor((part * 100) / whole)));
}
