import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import type { DayFigures } from './report.js';
import { ReportDb } from './report-db.js';
import type { Span } from './totals.query.js';

/** The figures of each day of the owner's calendar, for charts; days on which nothing happened are zero. */
@Injectable()
export class SeriesQuery {
  constructor(
    private readonly db: ReportDb,
    private readonly config: AppConfig,
  ) {}

  of({ since, until }: Span, firstDay: string, lastDay: string): Promise<DayFigures[]> {
    const { stripe, timeZone } = this.config;
    return this.db.query<DayFigures>(seriesSql, [timeZone, since, until, stripe.livemode, firstDay, lastDay]);
  }
}

const seriesSql = `
  select to_char(d.day, 'YYYY-MM-DD') as day, coalesce(r.revenue, '{}') as revenue,
    coalesce(u.new_users, 0) as "newCustomers", coalesce(u.active_users, 0) as "activeCustomers"
  from (
    select generate_series($5::date::timestamp, $6::date::timestamp, interval '1 day')::date as day
  ) d
  left join (
    select day, jsonb_object_agg(currency, net) as revenue
    from daily_revenue($1, $2, $3) where livemode = $4 group by day
  ) r using (day)
  left join daily_users($1, $2, $3) u using (day)
  order by d.day`;
