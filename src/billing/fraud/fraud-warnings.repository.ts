import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';

export interface FraudWarning {
  readonly id: number;
  readonly provider: string;
  readonly warningId: string;
  readonly paymentId: number;
  readonly paymentIntentId: string;
  readonly status: 'open' | 'released' | 'settled';
}

const selectWarning = `
  select w.id, w.provider, w.warning_id as "warningId", w.payment_id as "paymentId",
    p.payment_intent_id as "paymentIntentId", w.status
  from fraud_warnings w join payments p on p.id = w.payment_id`;

/** Whoever changes a warning holds its payment's row. */
@Injectable()
export class FraudWarningsRepository {
  constructor(private readonly clock: Clock) {}

  /** Null for a warning that is known, whatever became of it. */
  async insert(tx: Tx, provider: string, warningId: string, paymentId: number): Promise<number | null> {
    const rows = await tx.query<{ id: number }>(
      `insert into fraud_warnings (provider, warning_id, payment_id, status, created_at)
       values ($1, $2, $3, 'open', $4) on conflict do nothing returning id`,
      [provider, warningId, paymentId, this.clock.now()],
    );
    return rows[0]?.id ?? null;
  }

  async byId(db: Db, id: number): Promise<FraudWarning | undefined> {
    return (await db.query<FraudWarning>(`${selectWarning} where w.id = $1`, [id]))[0];
  }

  openOf(db: Db, paymentId: number): Promise<FraudWarning[]> {
    return db.query<FraudWarning>(
      `${selectWarning} where w.payment_id = $1 and w.status = 'open' order by w.id`,
      [paymentId],
    );
  }

  async close(tx: Tx, id: number, status: 'released' | 'settled'): Promise<void> {
    await tx.query(
      `update fraud_warnings set status = $2, decided_at = $3 where id = $1 and status = 'open'`,
      [id, status, this.clock.now()],
    );
  }
}
