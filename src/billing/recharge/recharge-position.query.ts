import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import type { Tx } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import { judge, type RechargePosition, type RechargeVerdict } from './recharge-rules.js';

/** Where a customer whose auto-recharge is on stands, with what would be charged. */
export interface Standing extends RechargePosition {
  readonly productId: number;
  readonly credits: number;
  readonly currency: string;
  readonly methodId: string;
  /** First day of the present calendar month in the owner's time zone. */
  readonly month: string;
}

@Injectable()
export class RechargePositionQuery {
  constructor(
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /**
   * Whether a card is to be charged now. Undefined unless auto-recharge is on for somebody who may be charged. The caller holds the account's lock.
   * `exceptPurchase`: an attempt's own purchase, when the attempt asks whether it is still wanted.
   */
  async judged(
    tx: Tx,
    userId: UserId,
    exceptPurchase: string | null = null,
  ): Promise<{ standing: Standing; verdict: RechargeVerdict } | undefined> {
    const parameters = [userId, this.clock.now(), this.config.timeZone, exceptPurchase];
    const [standing] = await tx.query<Standing>(positionSql, parameters);
    return standing === undefined ? undefined : { standing, verdict: judge(standing, this.clock.now()) };
  }
}

const positionSql = `
  with moment as (
    select date_trunc('month', $2::timestamptz at time zone $3) as month
  )
  select r.product_id as "productId", r.credits, r.amount, r.currency, r.threshold, r.monthly_cap as "monthlyCap",
    r.payment_method_id as "methodId", moment.month::date::text as month,
    (moment.month + interval '1 month') at time zone $3 as "nextMonthAt",
    (select coalesce(sum(l.remaining), 0)::bigint from credit_lots l
     where l.user_id = $1 and l.is_open and l.frozen_at is null
       and l.effective_at <= $2 and (l.expires_at is null or l.expires_at > $2)) - a.owed as available,
    (select coalesce(sum(p.credits), 0)::bigint from purchases p
     where p.user_id = $1 and p.kind = 'credit_pack' and p.status = 'processing' and p.id is distinct from $4::uuid) as pending,
    exists (select from recharge_attempts t
            where t.user_id = $1 and t.closed_at is null and t.purchase_id is distinct from $4::uuid) as "hasOpenAttempt",
    (select coalesce(sum(t.amount), 0)::bigint from recharge_attempts t
     where t.user_id = $1 and t.month = moment.month::date and t.currency = r.currency
       and (t.closed_at is null or t.status = 'succeeded') and t.purchase_id is distinct from $4::uuid) as "monthTotal",
    (select max(t.closed_at) from recharge_attempts t
     where t.user_id = $1 and t.status = 'succeeded') as "lastSuccessAt",
    (select t.closed_at from recharge_attempts t where t.user_id = $1 and t.status = 'succeeded'
     order by t.closed_at desc offset 2 limit 1) as "thirdLastSuccessAt",
    (select max(t.declined_at) from recharge_attempts t
     where t.user_id = $1 and t.payment_method_id = r.payment_method_id) as "lastDeclineAt"
  from auto_recharges r join credit_accounts a using (user_id) join users u on u.id = r.user_id, moment
  where r.user_id = $1 and r.state = 'on' and u.banned_at is null and u.telegram_id is not null`;
