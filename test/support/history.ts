import { randomUUID } from 'node:crypto';
import type pg from 'pg';

export interface PastPayment {
  readonly amount: number;
  readonly at: string;
  readonly currency?: string;
  readonly refunded?: number;
  readonly livemode?: boolean;
  readonly userId?: number;
}

export interface PastMessage {
  readonly threadId: number;
  readonly from: 'customer' | 'moderator';
  readonly at: string;
  readonly status?: 'delivered' | 'failed' | 'short' | 'dropped';
}

/** Writes what happened on earlier days straight into the tables. Times are written with their zone. */
export class History {
  private next = 700_000;

  constructor(private readonly sql: pg.Pool) {}

  /** Somebody who came at that time, with a thread. */
  async customer(at: string): Promise<{ userId: number; threadId: number }> {
    this.next += 1;
    const userId = await this.id(
      `insert into users (telegram_id, first_name, created_at, updated_at) values ($1, 'Old', $2, $2) returning id`,
      [this.next, at],
    );
    await this.sql.query(`insert into credit_accounts (user_id) values ($1)`, [userId]);
    await this.sql.query(
      `insert into admin_groups (chat_id, created_at) values (-1001, $1) on conflict do nothing`,
      [at],
    );
    const threadId = await this.id(
      `insert into threads (user_id, admin_group_id, state, created_at)
       select $1, min(id), 'closed', $2 from admin_groups returning id`,
      [userId, at],
    );
    return { userId, threadId };
  }

  /** A pass: it brings money and no credits, so the rules of the ledger have no say. */
  async payment(payment: PastPayment): Promise<void> {
    const { amount, at, currency = 'usd', refunded = 0, livemode = false } = payment;
    const userId = payment.userId ?? (await this.customer('2020-01-01T00:00:00Z')).userId;
    const id = randomUUID();
    await this.sql.query(
      `insert into purchases (id, user_id, product_id, provider, livemode, kind, title, credits, duration_seconds,
         amount, currency, status, created_at, paid_at)
       select $1, $2, id, 'stripe', $3, kind, title, 0, duration_seconds, $4, $5, 'paid', $6, $6
       from products where code = 'day_pass'`,
      [id, userId, livemode, amount, currency, at],
    );
    await this.sql.query(
      `insert into payments (user_id, purchase_id, provider, livemode, source_type, source_id, amount, currency,
         credits, refunded_amount, paid_at)
       values ($1, $2, 'stripe', $3, 'checkout_session', $4, $5, $6, 0, $7, $8)`,
      [userId, id, livemode, `cs_${id}`, amount, currency, refunded, at],
    );
  }

  async message({ threadId, from, at, status = 'delivered' }: PastMessage): Promise<void> {
    this.next += 1;
    await this.sql.query(
      `insert into messages (thread_id, direction, chat_id, message_id, kind, relay, status, created_at, delivered_at)
       values ($1, $2, 1, $3, 'text', 'copy', $4, $5, $6)`,
      [threadId, `from_${from}`, this.next, status, at, status === 'delivered' ? at : null],
    );
  }

  private async id(sql: string, parameters: unknown[]): Promise<number> {
    const { rows } = await this.sql.query<{ id: string }>(sql, parameters);
    return Number(rows[0]?.id);
  }
}
