/** A further pass begins when the running one ends, or now. Both in milliseconds' precision. */
export function passSpan(
  now: Date,
  lastEnd: Date | undefined,
  durationSeconds: number,
): { startsAt: Date; endsAt: Date } {
  const startsAt = lastEnd !== undefined && lastEnd > now ? lastEnd : now;
  return { startsAt, endsAt: new Date(startsAt.getTime() + durationSeconds * 1_000) };
}
