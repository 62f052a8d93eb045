import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import { jsonText } from '../../jobs/lanes/json-text.js';
import type { UserId } from '../../kernel/ids.js';
import type { Finding } from '../../billing/finding.js';
import type { TimeSpan } from './stripe-day.query.js';

export interface Side {
  readonly provider: string;
  readonly livemode: boolean;
}

/** All that the ledger knows about one payment intent. */
export interface BookedPayment {
  readonly paymentIntentId: string;
  readonly purchaseId: string;
  readonly userId: UserId;
  readonly amount: number;
  readonly currency: string;
  readonly refunded: number;
  readonly disputed: number;
}

export interface DayTotals {
  readonly currency: string;
  readonly providerPayments: number;
  readonly providerAmount: number;
  readonly providerRefunded: number;
  readonly ledgerPayments: number;
  readonly ledgerAmount: number;
  readonly ledgerRefunded: number;
}

const booked = `
  select payment_intent_id as "paymentIntentId", min(purchase_id::text) as "purchaseId", min(user_id) as "userId",
    sum(amount)::bigint as amount, min(currency) as currency, sum(refunded_amount)::bigint as refunded,
    sum(disputed_amount)::bigint as disputed
  from payments where provider = $1 and livemode = $2`;

@Injectable()
export class ReconciliationRepository {
  byIntents(db: Db, side: Side, intents: readonly string[]): Promise<BookedPayment[]> {
    return db.query<BookedPayment>(`${booked} and payment_intent_id = any($3) group by payment_intent_id`, [
      side.provider,
      side.livemode,
      intents,
    ]);
  }

  /** Free ones have no intent and no money that could be missing. */
  paidWithin(db: Db, side: Side, { since, until }: TimeSpan): Promise<BookedPayment[]> {
    return db.query<BookedPayment>(
      `${booked} and payment_intent_id is not null and paid_at >= $3 and paid_at < $4 group by payment_intent_id`,
      [side.provider, side.livemode, since, until],
    );
  }

  async buyerOf(db: Db, purchaseId: string): Promise<UserId | null> {
    const [row] = await db.query<{ userId: UserId }>(
      `select user_id as "userId" from purchases where id = $1`,
      [purchaseId],
    );
    return row?.userId ?? null;
  }

  /** Those that are news: not known before, or put right before and different again. */
  async record(tx: Tx, side: Side, findings: readonly Finding[], now: Date): Promise<Finding[]> {
    const news: Finding[] = [];
    for (const finding of findings) {
      const [row] = await tx.query<{ isNew: boolean }>(
        `with earlier as (
           select is_healed from reconciliation_findings
           where provider = $1 and livemode = $2 and kind = $3 and reference = $4
         )
         insert into reconciliation_findings (provider, livemode, kind, reference, is_healed, user_id, purchase_id,
           at_provider, here, first_seen_at, last_seen_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
         on conflict (provider, livemode, kind, reference) do update set last_seen_at = excluded.last_seen_at,
           is_healed = excluded.is_healed, at_provider = excluded.at_provider, here = excluded.here
         returning coalesce((select is_healed from earlier), true) as "isNew"`,
        [
          side.provider,
          side.livemode,
          finding.kind,
          finding.reference,
          finding.isHealed,
          finding.userId,
          finding.purchaseId,
          finding.atProvider,
          finding.here,
          now,
        ],
      );
      if (row?.isNew === true) news.push(finding);
    }
    return news;
  }

  async saveDay(tx: Tx, side: Side, day: string, totals: readonly DayTotals[], now: Date): Promise<void> {
    await tx.query(`delete from reconciliation_days where provider = $1 and livemode = $2 and day = $3`, [
      side.provider,
      side.livemode,
      day,
    ]);
    await tx.query(
      `insert into reconciliation_days
       select $1, $2, $3, t.*, $5 from jsonb_to_recordset($4::jsonb) as t
         ("currency" text, "providerPayments" integer, "providerAmount" bigint, "providerRefunded" bigint,
          "ledgerPayments" integer, "ledgerAmount" bigint, "ledgerRefunded" bigint)`,
      [side.provider, side.livemode, day, jsonText(totals), now],
    );
  }

  /** The days of the owner's calendar before today, the latest first. */
  daysBefore(
    db: Db,
    timeZone: string,
    now: Date,
    count: number,
  ): Promise<(TimeSpan & { readonly day: string })[]> {
    return db.query(
      `select to_char(day, 'YYYY-MM-DD') as day, day::timestamp at time zone $1 as since,
         (day + 1)::timestamp at time zone $1 as until
       from (select ($2::timestamptz at time zone $1)::date - n as day from generate_series(1, $3::int) n) days
       order by days.day desc`,
      [timeZone, now, count],
    );
  }
}
