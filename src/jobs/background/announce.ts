import type { Tx } from '../../database/db.js';
import { jsonText } from '../lanes/json-text.js';
import { type EventDefinition, subscriptionName } from './define-event.js';

/** Part of the caller's transaction: one job per subscriber, each retried on its own. */
export async function announce<Payload>(
  tx: Tx,
  event: EventDefinition<Payload>,
  payload: Payload,
): Promise<void> {
  const names = [...event.subscribers].map((subscriber) => subscriptionName(event.name, subscriber));
  if (names.length === 0) return;
  await tx.query(
    `select graphile_worker.add_job(subscription, payload => $2::json)
     from unnest($1::text[]) as subscription`,
    [names, jsonText(payload)],
  );
}
