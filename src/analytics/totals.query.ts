import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import type { Revenue, Totals } from './report.js';
import { ReportDb } from './report-db.js';

export interface Span {
  readonly since: Date;
  /** The first moment that no longer counts. */
  readonly until: Date;
}

/** Sums and counts over any span of time, not only over whole days. */
@Injectable()
export class TotalsQuery {
  constructor(
    private readonly db: ReportDb,
    private readonly config: AppConfig,
  ) {}

  async of({ since, until }: Span): Promise<Totals> {
    const { stripe, timeZone, currency: own } = this.config;
    const parameters = [timeZone, since, until, stripe.livemode];
    const [row] = await this.db.query<Omit<Totals, 'payments'>>(totalsSql, parameters);
    if (row === undefined) throw new Error('the totals came back empty');
    const payments = row.revenue.reduce((sum, line) => sum + line.payments, 0);
    const revenue = [...row.revenue].sort((a, b) => rank(b, own) - rank(a, own) || b.payments - a.payments);
    return { ...row, revenue, payments };
  }
}

const rank = ({ currency }: Revenue, own: string): number => (currency === own ? 1 : 0);

const paceOf = (seconds: string): string => `jsonb_build_object(
       'median', percentile_cont(0.5) within group (order by ${seconds}),
       'ninetieth', percentile_cont(0.9) within group (order by ${seconds}))`;

/**
 * The median looks at each moderator's message that ended a wait: the first one after messages of the customer. The
 * wait began when the first of these could be read in the topic, and belongs to the span in which it ended.
 */
const totalsSql = `
  select
    (select coalesce(jsonb_agg(to_jsonb(r) order by r.currency), '[]') from (
       select currency, sum(gross)::bigint as gross, sum(refunded)::bigint as refunded, sum(net)::bigint as net,
         sum(payments)::bigint as payments
       from daily_revenue($1, $2, $3) where livemode = $4 group by currency) r) as revenue,
    (select count(distinct user_id) from payments
     where paid_at >= $2 and paid_at < $3 and livemode = $4 and amount > 0) as "payingCustomers",
    (select count(*) from users where created_at >= $2 and created_at < $3) as "newCustomers",
    (select count(distinct thread_id) from messages
     where created_at >= $2 and created_at < $3 and direction = 'from_customer') as "activeCustomers",
    m.delivered_in as "messagesIn", m.delivered_out as "messagesOut",
    c.sold as "creditsSold", c.given as "creditsFree", c.spent as "creditsSpent",
    (select percentile_cont(0.5) within group (order by extract(epoch from a.created_at - w.delivered_at))
     from (
       select created_at, thread_id, id,
         (select max(p.id) from messages p
          where p.thread_id = r.thread_id and p.id < r.id and p.direction = 'from_moderator') as previous
       from messages r
       where direction = 'from_moderator' and status = 'delivered' and created_at >= $2 and created_at < $3
     ) a cross join lateral (
       select delivered_at from messages w
       where w.thread_id = a.thread_id and w.id > coalesce(a.previous, 0) and w.id < a.id
         and w.direction = 'from_customer' and w.delivered_at <= a.created_at
       order by w.id limit 1
     ) w) as "medianResponseSeconds",
    (select ${paceOf('first_response_seconds')} from episodes
     where first_response_at >= $2 and first_response_at < $3) as "firstResponse",
    (select ${paceOf('resolution_seconds')} from episodes
     where resolved_at >= $2 and resolved_at < $3) as "resolution",
    (select jsonb_build_object('average', round(avg(score), 2)::float8, 'count', count(*)) from ratings
     where rated_at >= $2 and rated_at < $3) as "rating"
  from
    (select coalesce(sum(customers_delivered), 0)::bigint as delivered_in,
       coalesce(sum(moderators_delivered), 0)::bigint as delivered_out
     from daily_messages($1, $2, $3)) m,
    (select coalesce(sum(sold), 0)::bigint as sold, coalesce(sum(given), 0)::bigint as given,
       coalesce(sum(spent), 0)::bigint as spent
     from daily_credits($1, $2, $3)) c`;
