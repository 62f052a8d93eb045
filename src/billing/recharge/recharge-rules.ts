const minute = 60_000;
const hour = 60 * minute;

/** Credits left at which a customer may choose to be topped up. */
export const thresholds: readonly number[] = [2, 5, 10, 20];
/** With more credits than this nobody is topped up, so most spends need not ask. */
export const highestThreshold = Math.max(...thresholds);
/** The monthly caps to choose from, in prices of the pack. */
export const capMultiples: readonly number[] = [2, 4, 8];

/** Between the tries of a card that was declined: at once, then after each of these. */
const retryDelays: readonly number[] = [hour, 24 * hour, 72 * hour];
/** The first try and the three further ones; when the last of them fails too, it is off. */
export const mostFailures = 1 + retryDelays.length;
/** So many pages that stood in for a charge and that nobody paid switch off. */
export const mostUnconfirmed = 3;
/** How long a page that replaces a charge is waited for. */
export const customerPatienceMs = 24 * hour;
/** Stripe: a key is kept for at least 24 hours; a little less, so that a late repetition never charges anew. */
export const keyLifetimeMs = 23 * hour;

const afterSuccessMs = 10 * minute;
const afterDeclineMs = hour;
const day = 24 * hour;

export function retryAt(now: Date, failures: number): Date {
  return new Date(now.getTime() + (retryDelays[failures - 1] ?? day));
}

/** A customer's credits and recharges at one moment, read under the lock of their account. */
export interface RechargePosition {
  readonly threshold: number;
  readonly amount: number;
  readonly monthlyCap: number;
  /** What may be spent; below zero while something is owed. */
  readonly available: number;
  /** Credits of payments that are on their way. */
  readonly pending: number;
  readonly hasOpenAttempt: boolean;
  /** Charged or being charged in this month, in minor units. */
  readonly monthTotal: number;
  readonly nextMonthAt: Date;
  readonly lastSuccessAt: Date | null;
  /** There are at most three successes a day, so a fourth waits until this one is a day old. */
  readonly thirdLastSuccessAt: Date | null;
  /** Of the card that would be charged. */
  readonly lastDeclineAt: Date | null;
}

export type RechargeVerdict =
  | { readonly kind: 'enough' | 'in-flight' | 'charge' }
  /** Something holds it back until then. */
  | { readonly kind: 'later'; readonly at: Date }
  | { readonly kind: 'capped'; readonly at: Date };

/** Whether a card is to be charged now. */
export function judge(position: RechargePosition, now: Date): RechargeVerdict {
  if (position.available + position.pending > position.threshold) return { kind: 'enough' };
  if (position.hasOpenAttempt) return { kind: 'in-flight' };
  if (position.monthTotal + position.amount > position.monthlyCap)
    return { kind: 'capped', at: position.nextMonthAt };
  const at = Math.max(
    after(position.lastSuccessAt, afterSuccessMs),
    after(position.lastDeclineAt, afterDeclineMs),
    after(position.thirdLastSuccessAt, day),
  );
  return at > now.getTime() ? { kind: 'later', at: new Date(at) } : { kind: 'charge' };
}

function after(moment: Date | null, ms: number): number {
  return moment === null ? 0 : moment.getTime() + ms;
}
