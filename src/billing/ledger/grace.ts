/** Credits of a plan outlive the period that was paid by this; so do credits that come back after their lot expired. */
const graceMs = 3 * 24 * 60 * 60 * 1_000;

export function graceAfter(moment: Date): Date {
  return new Date(moment.getTime() + graceMs);
}
