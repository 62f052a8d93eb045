import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/db.js';
import type { UserId } from '../../kernel/ids.js';
import type { MessageKind } from './message-kind.js';

export interface DeliveredMessage {
  readonly direction: 'from_customer' | 'from_moderator';
  readonly kind: MessageKind;
  readonly at: Date;
  /** Credits that it cost. */
  readonly cost: number;
  /** Those credits were bought with the payment in question, in whole or in part. */
  readonly isPaidByIt: boolean;
}

/** That messages were delivered, and when. What they said is not kept here, so it cannot be told either. */
export interface DeliveryRecord {
  readonly fromCustomer: number;
  readonly fromModerators: number;
  readonly creditsOfIt: number;
  readonly messagesOfIt: number;
  /** The first ones. */
  readonly messages: readonly DeliveredMessage[];
}

/** What a customer got delivered from a payment on. */
@Injectable()
export class DeliveryRecordQuery {
  async since(
    db: Db,
    {
      userId,
      paymentId,
      since,
    }: { readonly userId: UserId; readonly paymentId: number; readonly since: Date },
    most: number,
  ): Promise<DeliveryRecord> {
    const parameters = [userId, paymentId, since];
    const [sums] = await db.query<Omit<DeliveryRecord, 'messages'>>(`${recordSql} ${sumsSql}`, parameters);
    const messages = await db.query<DeliveredMessage>(
      `${recordSql} select direction, kind, at, cost, of_it > 0 as "isPaidByIt" from record order by at, id limit $4`,
      [...parameters, most],
    );
    if (sums === undefined) throw new Error('the sums came back empty');
    return { ...sums, messages };
  }
}

const recordSql = `
  with lot as (
    select l.id from payments p join credit_lots l on l.source_type = p.source_type and l.source_id = p.source_id
    where p.id = $2
  ), record as (
    select m.id, m.direction, m.kind, m.delivered_at as at, m.cost, coalesce(
        (select -sum(v.amount)::bigint from credit_holds h join lot_movements v on v.transaction_id = h.hold_transaction_id
         where h.id = m.hold_id and v.lot_id in (select id from lot)), 0) as of_it
    from messages m join threads t on t.id = m.thread_id
    where t.user_id = $1 and m.status = 'delivered' and m.delivered_at >= $3
  )`;

const sumsSql = `
  select count(*) filter (where direction = 'from_customer') as "fromCustomer",
    count(*) filter (where direction = 'from_moderator') as "fromModerators",
    count(*) filter (where of_it > 0) as "messagesOfIt", coalesce(sum(of_it), 0)::bigint as "creditsOfIt"
  from record`;
