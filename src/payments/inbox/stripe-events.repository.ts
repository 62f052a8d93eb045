import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import type { Db, Tx } from '../../database/db.js';
import { jsonText } from '../../jobs/lanes/json-text.js';

export interface StoredEvent {
  readonly id: string;
  readonly type: string;
  readonly livemode: boolean;
  readonly objectId: string | null;
  readonly status: 'received' | 'done' | 'ignored';
  readonly receivedAt: Date;
}

@Injectable()
export class StripeEventsRepository {
  /** False for an event that was stored before. */
  async insert(tx: Tx, event: Stripe.Event, status: 'received' | 'ignored'): Promise<boolean> {
    const object = event.data.object as { id?: string };
    const rows = await tx.query(
      `insert into stripe_events (id, type, api_version, livemode, object_id, payload, status, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8)) on conflict (id) do nothing returning id`,
      [
        event.id,
        event.type,
        event.api_version,
        event.livemode,
        object.id ?? null,
        jsonText(event),
        status,
        event.created,
      ],
    );
    return rows.length === 1;
  }

  async byId(db: Db, id: string): Promise<StoredEvent | undefined> {
    const [row] = await db.query<StoredEvent>(
      `select id, type, livemode, object_id as "objectId", status, received_at as "receivedAt"
       from stripe_events where id = $1`,
      [id],
    );
    return row;
  }

  /** Those of these ids that were never taken in. */
  async unknown(db: Db, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await db.query<{ id: string }>(
      `select id from unnest($1::text[]) as listed (id)
       where not exists (select from stripe_events e where e.id = listed.id)`,
      [ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** From when on to look for missed events, in seconds of the epoch: a while before the newest that is known. */
  async lookFrom(db: Db, firstLookMs: number, overlapMs: number): Promise<number> {
    const [row] = await db.query<{ since: number }>(
      `select floor(extract(epoch from coalesce(
         max(created_at) - $2::float8 * interval '1 millisecond', now() - $1::float8 * interval '1 millisecond')))::bigint as since
       from stripe_events`,
      [firstLookMs, overlapMs],
    );
    return row?.since ?? 0;
  }

  /** Events that were taken in before that time and not acted on since. */
  openSince(db: Db, before: Date): Promise<{ id: string; type: string; receivedAt: Date }[]> {
    return db.query(
      `select id, type, received_at as "receivedAt" from stripe_events
       where status = 'received' and received_at < $1 order by received_at limit 100`,
      [before],
    );
  }

  async close(db: Db, id: string, status: 'done' | 'ignored', now: Date): Promise<void> {
    await db.query(
      `update stripe_events set status = $2, handled_at = $3 where id = $1 and status = 'received'`,
      [id, status, now],
    );
  }
}
