const day = 24 * 60 * 60 * 1_000;

/** How long before its deadline an unanswered dispute is told again. */
export type DeadlineLead = 'three_days' | 'one_day';

/** No reminder is about a deadline further away than this, in milliseconds. */
export const longestDeadlineLead = 3 * day;

/**
 * Which reminder is due. One that was due before the dispute was opened is left out, because its alert said the same;
 * one whose time went by while nobody looked is left out in favour of the next.
 */
export function deadlineDue({
  now,
  openedAt,
  dueBy,
}: {
  readonly now: Date;
  readonly openedAt: Date;
  readonly dueBy: Date;
}): DeadlineLead | undefined {
  const left = dueBy.getTime() - now.getTime();
  const span = dueBy.getTime() - openedAt.getTime();
  if (left <= 0) return undefined;
  if (left <= day) return span > day ? 'one_day' : undefined;
  return left <= longestDeadlineLead && span > longestDeadlineLead ? 'three_days' : undefined;
}
