import { Injectable } from '@nestjs/common';
import { Reader } from '../../database/reader.js';
import type { TelegramId } from '../../kernel/ids.js';

export interface StarPayer {
  readonly telegramId: TelegramId;
  /** Of a plan: its first payment, by which Telegram names the subscription. */
  readonly planChargeId: string | null;
  readonly purchaseId: string;
}

/** Who paid in Stars, for the calls that name a payer beside the payment. */
@Injectable()
export class StarPayersQuery {
  constructor(private readonly reader: Reader) {}

  /** Undefined for an unknown payment and for a person who was erased. */
  async of(chargeId: string): Promise<StarPayer | undefined> {
    const [payer] = await this.reader.query<StarPayer>(
      `select u.telegram_id as "telegramId", o.id as "purchaseId",
         case when o.kind = 'subscription' then
           (select f.source_id from payments f where f.purchase_id = o.id order by f.id limit 1)
         end as "planChargeId"
       from payments p join purchases o on o.id = p.purchase_id join users u on u.id = p.user_id
       where p.provider = 'stars' and p.payment_intent_id = $1 and u.telegram_id is not null`,
      [chargeId],
    );
    return payer;
  }

  /** Stars of that payment that are booked as gone back. */
  async refunded(chargeId: string): Promise<number> {
    const [row] = await this.reader.query<{ refunded: number }>(
      `select coalesce(sum(refunded_amount), 0)::bigint as refunded from payments
       where provider = 'stars' and payment_intent_id = $1`,
      [chargeId],
    );
    return row?.refunded ?? 0;
  }
}
