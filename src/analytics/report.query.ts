import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { Clock } from '../kernel/clock.js';
import type { Report, Standing } from './report.js';
import { ReportDb } from './report-db.js';
import { SeriesQuery } from './series.query.js';
import { TotalsQuery } from './totals.query.js';

interface Calendar {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly since: Date;
  readonly until: Date;
  readonly sinceBefore: Date;
  readonly untilBefore: Date;
}

/** The read model behind `/stats`. */
@Injectable()
export class ReportQuery {
  constructor(
    private readonly db: ReportDb,
    private readonly totals: TotalsQuery,
    private readonly series: SeriesQuery,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** The last `days` days of the owner's calendar, today included. */
  async of(days: number): Promise<Report> {
    const { firstDay, lastDay, since, until, sinceBefore, untilBefore } = await this.calendar(days);
    const [current, before, series, standing] = await Promise.all([
      this.totals.of({ since, until }),
      this.totals.of({ since: sinceBefore, until: untilBefore }),
      this.series.of({ since, until }, firstDay, lastDay),
      this.standing(),
    ]);
    const { timeZone, currency } = this.config;
    return { days, timeZone, currency, firstDay, lastDay, current, before, standing, series };
  }

  private async calendar(days: number): Promise<Calendar> {
    const parameters = [this.config.timeZone, this.clock.now(), days];
    const [calendar] = await this.db.query<Calendar>(calendarSql, parameters);
    if (calendar === undefined) throw new Error('the calendar came back empty');
    return calendar;
  }

  private async standing(): Promise<Standing> {
    const [standing] = await this.db.query<Standing>(standingSql);
    if (standing === undefined) throw new Error('the standing came back empty');
    return standing;
  }
}

/** Today is not over, so the time before ends at the same hour of its last day: a morning shows no slump. */
const calendarSql = `
  select to_char(today - ($3::int - 1), 'YYYY-MM-DD') as "firstDay", to_char(today, 'YYYY-MM-DD') as "lastDay",
    (today - ($3::int - 1))::timestamp at time zone $1 as since,
    (today + 1)::timestamp at time zone $1 as until,
    (today - (2 * $3::int - 1))::timestamp at time zone $1 as "sinceBefore",
    (here - $3::int * interval '1 day') at time zone $1 as "untilBefore"
  from (select $2::timestamptz at time zone $1 as here, ($2::timestamptz at time zone $1)::date as today) now_there`;

const standingSql = `
  select
    (select count(*) from threads t join users u on u.id = t.user_id
     where t.state = 'open' and t.topic_id is not null and u.banned_at is null and u.reach = 'reachable') as "waitingForUs",
    (select count(*) from threads where state <> 'closed' and topic_id is not null) as "openConversations",
    count(*) as customers, count(*) filter (where reach <> 'reachable') as unreachable
  from users where telegram_id is not null`;
