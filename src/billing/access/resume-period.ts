interface Suspended {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly suspendedAt: Date | null;
}

/**
 * When a period runs that was suspended and may run again. `othersEnd`: until when other passes run anyway; what was
 * left is worth nothing before that. A period that had ended before it was suspended stays as it was.
 */
export function resumed(
  { startsAt, endsAt, suspendedAt }: Suspended,
  now: Date,
  othersEnd: Date | undefined,
): { startsAt: Date; endsAt: Date } {
  const since = Math.max(startsAt.getTime(), suspendedAt?.getTime() ?? now.getTime());
  const left = endsAt.getTime() - since;
  if (left <= 0) return { startsAt, endsAt };
  const others = othersEnd === undefined || othersEnd <= now ? undefined : othersEnd;
  const from = Math.max(startsAt.getTime(), others?.getTime() ?? now.getTime());
  return { startsAt: others === undefined ? startsAt : new Date(from), endsAt: new Date(from + left) };
}
