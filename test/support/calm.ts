import { expect } from 'vitest';
import type { CallEntry } from '../../sandbox/telegram/journal.js';
import { eventually } from './eventually.js';
import type { Product } from './product.js';

/** Everything that is due has been done; what waits for a later moment may wait. */
export async function calm(product: Product): Promise<void> {
  await eventually('no work is left', async () => {
    const isIdle = (): boolean => product.telegram.delivery.isIdle && product.stripe.control.isIdle;
    if (!isIdle()) return false;
    const due = await product.rows(`
      select 1 from lanes where not idle and next_at <= now() + interval '2 s'
      union all select 1 from lane_items where queue = 'inbound'
      union all select 1 from graphile_worker.jobs where run_at <= now() + interval '2 s'`);
    return due.length === 0 && isIdle();
  });
}

/** Calm, nothing was given up, and Telegram liked every call: no refusal, no parameter that it does not know. */
export async function calmWithoutTrouble(product: Product): Promise<void> {
  await calm(product);
  const dead = await product.rows(`select kind, payload, error from dead_lane_items`);
  const calls = product.telegram.journal.calls();
  const refused = calls
    .filter((call) => !call.ok && !isLateMark(call))
    .map(({ method, params, error }) => ({ method, params, error }));
  const unknown = calls.flatMap(({ warnings }) => warnings);
  expect({ dead, refused, unknown }).toEqual({ dead: [], refused: [], unknown: [] });
}

/** A mark on a message that was taken back while the mark was on its way; there is nothing to see of it. */
const isLateMark = ({ method, error }: CallEntry): boolean =>
  method === 'setMessageReaction' && error?.description.includes('message to react not found') === true;
