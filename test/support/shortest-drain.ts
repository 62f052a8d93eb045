/** Bot API, FAQ: the strictest reading of the limits of one group. In milliseconds. */
const minuteMs = 60_000;
const perMinute = 20;
const secondMs = 1_000;
const burst = 3;

export interface Silence {
  readonly from: number;
  readonly to: number;
}

/** How long so many calls into one group take at least, with no call in a silence, in milliseconds from the first. */
export function shortestDrain(calls: number, silences: readonly Silence[] = []): number {
  const sent: number[] = [];
  let tokens = burst;
  let at = 0;
  while (sent.length < calls) {
    const previous = at;
    const oldest = sent[sent.length - perMinute];
    at = Math.max(at + Math.max(0, 1 - tokens) * secondMs, oldest === undefined ? 0 : oldest + minuteMs);
    for (const { from, to } of silences) if (at >= from && at < to) at = to;
    tokens = Math.min(burst, tokens + (at - previous) / secondMs) - 1;
    sent.push(at);
  }
  return at;
}
