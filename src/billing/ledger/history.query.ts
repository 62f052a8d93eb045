import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/db.js';
import type { UserId } from '../../kernel/ids.js';
import type { TransactionKind } from './ledger.types.js';

/** One change of a customer's credits, as they read it. */
export interface HistoryLine {
  readonly id: number;
  readonly kind: TransactionKind;
  readonly sourceType: string;
  /** Of credits that came back: what they had been set aside for. */
  readonly heldFor: string | null;
  readonly reason: string | null;
  /** What it did to the credits on hand; a grant that settled a debt may be 0. */
  readonly change: number;
  readonly balance: number;
  readonly at: Date;
}

/** The journal from the customer's side: what moved their credits, newest first. */
@Injectable()
export class HistoryQuery {
  of(db: Db, userId: UserId, count = 15): Promise<HistoryLine[]> {
    return db.query<HistoryLine>(
      `select t.id, t.kind, t.source_type as "sourceType", t.reason, t.credits_after as balance, t.created_at as at,
         (select o.source_type from credit_holds h join ledger_transactions o on o.id = h.hold_transaction_id
          where h.id = case when t.source_type = 'hold' then t.source_id::bigint end) as "heldFor",
         coalesce((select sum(case when m.to_account = 'credits' then m.amount
                                   when m.from_account = 'credits' then -m.amount else 0 end)
                   from ledger_movements m where m.transaction_id = t.id), 0)::bigint as change
       from ledger_transactions t
       -- Capturing a hold moves nothing that the customer sees: the credits left when they were set aside.
       where t.user_id = $1 and t.kind <> 'capture'
       order by t.id desc limit $2`,
      [userId, count],
    );
  }
}
