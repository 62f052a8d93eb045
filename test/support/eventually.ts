import { setTimeout as pause } from 'node:timers/promises';

/** Repeats the question until the answer is yes; what never comes true fails with `what`. */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
  limitMs = 10_000,
): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`not within ${limitMs} ms: ${what}`);
    await pause(10);
  }
}
