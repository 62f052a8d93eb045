import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/db.js';
import type { UserId } from '../../kernel/ids.js';
import type { AdjustablePayment } from '../purchases/payments.repository.js';
import { RefundProviders } from './refund-providers.js';

/** A payment with everything that decides about a refund of it. Amounts in minor units. */
export interface RefundablePayment extends AdjustablePayment {
  readonly provider: string;
  readonly paymentIntentId: string;
  readonly title: string;
  readonly givesAccess: boolean;
  readonly paidAt: Date;
  /** Of the credits that it gave. */
  readonly unspent: number;
  /** All credits of the customer, whatever they came from, frozen ones included. */
  readonly onHand: number;
  readonly owed: number;
  /** The end of the time that it gave. */
  readonly accessEndsAt: Date | null;
  readonly canRefundPart: boolean;
  /** A refund of it is confirmed and not yet known to have ended. */
  readonly isRunning: boolean;
}

type Row = Omit<RefundablePayment, 'canRefundPart'>;

@Injectable()
export class RefundablePaymentsQuery {
  constructor(private readonly providers: RefundProviders) {}

  async byId(db: Db, id: number): Promise<RefundablePayment | undefined> {
    return (await this.find(db, 'p.id = $2', [id]))[0];
  }

  /** Newest first: what has money left that can go back. */
  ofUser(db: Db, userId: UserId): Promise<RefundablePayment[]> {
    return this.find(
      db,
      'p.user_id = $2 and p.refunded_amount + p.disputed_amount < p.amount order by p.id desc limit 50',
      [userId],
    );
  }

  private async find(db: Db, condition: string, parameters: unknown[]): Promise<RefundablePayment[]> {
    const rows = await db.query<Row>(
      `select p.id, p.user_id as "userId", p.provider, p.payment_intent_id as "paymentIntentId", p.amount, p.currency,
         p.credits, p.refunded_amount as "refundedAmount", p.disputed_amount as "disputedAmount",
         p.clawed_credits as "clawedCredits", p.adjustments, p.source_type as "sourceType", p.source_id as "sourceId",
         p.paid_at as "paidAt", o.title, o.kind <> 'credit_pack' as "givesAccess",
         coalesce(l.remaining, 0) as unspent, a.credits + a.frozen as "onHand", a.owed,
         (select max(ends_at) from access_periods s
          where s.source_type = p.source_type and s.source_id = p.source_id) as "accessEndsAt",
         exists (select from refund_requests r where r.payment_id = p.id and r.status = 'confirmed') as "isRunning"
       from payments p join purchases o on o.id = p.purchase_id join credit_accounts a on a.user_id = p.user_id
         left join credit_lots l on l.source_type = p.source_type and l.source_id = p.source_id
       where p.provider = any($1) and p.amount > 0 and p.payment_intent_id is not null and ${condition}`,
      [this.providers.names, ...parameters],
    );
    return rows.map((row) => ({
      ...row,
      canRefundPart: this.providers.of(row.provider).canRefundPart,
    }));
  }
}
