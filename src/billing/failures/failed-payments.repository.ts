import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';

/** One try to pay that a bank or the provider refused. Amounts in minor units. */
export interface FailedPayment {
  readonly eventId: string;
  readonly userId: UserId | null;
  /** The provider's id of the payment. */
  readonly reference: string;
  readonly amount: number;
  readonly currency: string;
  readonly reason: string;
}

export interface NotedFailure extends FailedPayment {
  readonly id: number;
  readonly createdAt: Date;
}

/** What was told is kept so long, for whoever looks into a customer's payments. */
const keptMs = 90 * 24 * 60 * 60 * 1_000;

@Injectable()
export class FailedPaymentsRepository {
  constructor(private readonly clock: Clock) {}

  /** One after the other for each payer, until the transaction ends. */
  async lock(tx: Tx, payer: string): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('failed_payments:' || $1, 0))`, [payer]);
  }

  /** False for a failure that is known. */
  async insert(tx: Tx, payer: string, failure: FailedPayment): Promise<boolean> {
    const { eventId, userId, reference, amount, currency, reason } = failure;
    const rows = await tx.query(
      `insert into failed_payments (event_id, payer, user_id, reference, amount, currency, reason, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (event_id) do nothing returning id`,
      [eventId, payer, userId, reference, amount, currency, reason, this.clock.now()],
    );
    return rows.length === 1;
  }

  /** The last hundred, oldest first. */
  async latest(tx: Tx, payer: string): Promise<NotedFailure[]> {
    const rows = await tx.query<NotedFailure>(
      `select id, event_id as "eventId", user_id as "userId", reference, amount, currency, reason,
         created_at as "createdAt"
       from failed_payments where payer = $1 order by id desc limit 100`,
      [payer],
    );
    return rows.toReversed();
  }

  /** All are told from now on; false when they were before. */
  async told(tx: Tx, payer: string): Promise<boolean> {
    const now = this.clock.now();
    await tx.query(`delete from failed_payments where payer = $1 and told_at < $2`, [
      payer,
      new Date(now.getTime() - keptMs),
    ]);
    const rows = await tx.query(
      `update failed_payments set told_at = $2 where payer = $1 and told_at is null returning id`,
      [payer, now],
    );
    return rows.length > 0;
  }
}
