import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import type { Db } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';

/** What a customer agreed to, as it is shown to them. */
export interface RechargeChoice {
  readonly code: string;
  readonly title: string;
  readonly titles: Partial<Record<string, string>>;
  readonly credits: number;
  readonly price: Money;
  readonly threshold: number;
  readonly monthlyCap: Money;
}

export interface RechargeStatus {
  readonly state: 'off' | 'on' | 'paused';
  readonly card: { readonly brand: string; readonly last4: string } | null;
  /** The last consent; null for somebody who only saved a card so far. */
  readonly choice: RechargeChoice | null;
  /** Charged or being charged in this calendar month. */
  readonly monthTotal: number;
  readonly lastCharge: { readonly amount: number; readonly currency: string; readonly at: Date } | null;
}

interface Row {
  readonly state: RechargeStatus['state'];
  readonly brand: string | null;
  readonly last4: string | null;
  readonly code: string | null;
  readonly title: string;
  readonly titles: RechargeChoice['titles'];
  readonly credits: number;
  readonly amount: number | null;
  readonly currency: string;
  readonly threshold: number;
  readonly monthlyCap: number;
  readonly monthTotal: number;
  readonly lastAmount: number;
  readonly lastCurrency: string;
  readonly lastAt: Date | null;
}

@Injectable()
export class RechargeStatusQuery {
  constructor(
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /** Undefined for somebody who never saved a card. */
  async of(db: Db, userId: UserId): Promise<RechargeStatus | undefined> {
    const [row] = await db.query<Row>(statusSql, [userId, this.clock.now(), this.config.timeZone]);
    if (row === undefined) return undefined;
    const { state, brand, last4, monthTotal, lastAt } = row;
    return {
      state,
      card: brand === null || last4 === null ? null : { brand, last4 },
      choice: choiceOf(row),
      monthTotal,
      lastCharge: lastAt === null ? null : { amount: row.lastAmount, currency: row.lastCurrency, at: lastAt },
    };
  }
}

function choiceOf({ code, amount, currency, monthlyCap, ...row }: Row): RechargeChoice | null {
  if (code === null || amount === null) return null;
  const { title, titles, credits, threshold } = row;
  const cap = { amount: monthlyCap, currency };
  return { code, title, titles, credits, price: { amount, currency }, threshold, monthlyCap: cap };
}

const statusSql = `
  select r.state, r.card_brand as brand, r.card_last4 as last4, p.code, p.title, p.titles, r.credits, r.amount, r.currency,
    r.threshold, r.monthly_cap as "monthlyCap",
    (select coalesce(sum(t.amount), 0)::bigint from recharge_attempts t
     where t.user_id = $1 and t.currency = r.currency and (t.closed_at is null or t.status = 'succeeded')
       and t.month = date_trunc('month', $2::timestamptz at time zone $3)::date) as "monthTotal",
    l.amount as "lastAmount", l.currency as "lastCurrency", l.closed_at as "lastAt"
  from auto_recharges r
    left join products p on p.id = r.product_id
    left join lateral (
      select t.amount, t.currency, t.closed_at from recharge_attempts t
      where t.user_id = $1 and t.status = 'succeeded' order by t.closed_at desc limit 1
    ) l on true
  where r.user_id = $1`;
