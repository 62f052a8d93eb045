const hour = 60 * 60 * 1_000;
const day = 24 * hour;

/** How long before the end a customer is reminded of it. */
export type ReminderLead = 'three_days' | 'one_day' | 'three_hours';

/** No reminder is about an end further away than this, in milliseconds. */
export const longestLead = 3 * day;

export interface EndAhead {
  readonly now: Date;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** A trial that turns into the paid plan by itself: one reminder in all, because it is about a payment. */
  readonly isTrialOnly: boolean;
}

/**
 * Which reminder is due. What ran for a week or longer: three days and one day before. What ran for more than two days:
 * one day before. A day pass and its like: three hours before, and nothing under six hours. A reminder whose time went
 * by while nobody looked is left out in favour of the next one.
 */
export function reminderDue({ now, startsAt, endsAt, isTrialOnly }: EndAhead): ReminderLead | undefined {
  const span = endsAt.getTime() - startsAt.getTime();
  const left = endsAt.getTime() - now.getTime();
  if (left <= 0) return undefined;
  if (span <= 2 * day) return left <= 3 * hour && span >= 6 * hour ? 'three_hours' : undefined;
  const isLong = span >= 7 * day;
  if (isTrialOnly && isLong) return left <= 3 * day ? 'three_days' : undefined;
  if (left <= day) return 'one_day';
  return isLong && left <= 3 * day ? 'three_days' : undefined;
}
