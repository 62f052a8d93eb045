import { setTimeout as pause } from 'node:timers/promises';
import type { Product } from './product.js';

/** Makes the waiting jobs that fit `which` due now. */
export const dueNow = (which: string): string =>
  `update graphile_worker._private_jobs set run_at = now()
   where locked_at is null and run_at > now() and ${which} returning 1`;

/** Workers hear of what is due as they hear of new jobs, not at their next look. */
export async function nudge(product: Product): Promise<void> {
  await product.rows(`select pg_notify('jobs:insert', '{"count":16}')`);
}

/** Failed jobs, or others that wait, are taken up at once instead of after seconds. */
export async function hasten(product: Product, which = 'attempts > 0'): Promise<void> {
  if ((await product.rows(dueNow(which))).length > 0) await nudge(product);
}

/** Edits that gather what ends within seconds. */
export const payMessages = `key like 'pay-message:%'`;

/** Does so again and again while something is waited for. */
export async function hastened<Result>(
  product: Product,
  waits: Promise<Result>,
  which?: string,
): Promise<Result> {
  const over = new AbortController();
  const done = waits.finally(() => {
    over.abort();
  });
  while (!over.signal.aborted) {
    await hasten(product, which);
    await Promise.race([done.catch(() => undefined), pause(50)]);
  }
  return done;
}
