import pg from 'pg';
import { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReportDb } from '../../src/analytics/report-db.js';
import type { Report } from '../../src/analytics/report.js';
import { ReportQuery } from '../../src/analytics/report.query.js';
import { SeriesQuery } from '../../src/analytics/series.query.js';
import { TotalsQuery } from '../../src/analytics/totals.query.js';
import { dataSourceOptions } from '../../src/database/database.options.js';
import { Reader } from '../../src/database/reader.js';
import { History } from '../support/history.js';
import { testConfig } from '../support/test-config.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

/** Ten in the morning in Tokyo. */
const now = '2026-03-10T01:00:00Z';

describe('the figures of a period', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let sql: pg.Pool;
  let history: History;

  beforeEach(async () => {
    database = await createTestDatabase();
    dataSource = new DataSource(dataSourceOptions({ url: database.url, poolSize: 3 }));
    await dataSource.initialize();
    sql = new pg.Pool({ connectionString: database.url, max: 1 }).on('error', () => undefined);
    history = new History(sql);
  });
  afterEach(async () => {
    await sql.end();
    await dataSource.destroy();
    await database.drop();
  });

  async function report(days: number, variables: Record<string, string> = {}): Promise<Report> {
    const config = testConfig(database.url, { TIME_ZONE: 'Asia/Tokyo', ...variables });
    const db = new ReportDb(config, new Reader(dataSource));
    const clock = { now: () => new Date(now) };
    const query = new ReportQuery(
      db,
      new TotalsQuery(db, config),
      new SeriesQuery(db, config),
      config,
      clock,
    );
    try {
      return await query.of(days);
    } finally {
      await db.onApplicationShutdown();
    }
  }
  const daysWithMoney = ({ series }: Report): object[] =>
    series
      .filter(({ revenue }) => Object.keys(revenue).length > 0)
      .map(({ day, revenue }) => ({ day, ...revenue }));

  it('fall into the days of the owner’s time zone', async () => {
    await history.payment({ amount: 500, at: '2026-03-08T23:30:00Z' });
    expect(daysWithMoney(await report(7))).toEqual([{ day: '2026-03-09', usd: 500 }]);
    expect(daysWithMoney(await report(7, { TIME_ZONE: 'UTC' }))).toEqual([{ day: '2026-03-08', usd: 500 }]);
  });

  it('begin with the first hour of the first day and show every day, also the empty ones', async () => {
    await history.payment({ amount: 100, at: '2026-03-03T23:59:59+09:00' });
    await history.payment({ amount: 300, at: '2026-03-04T00:00:00+09:00' });
    const { series, current, firstDay, lastDay } = await report(7);
    expect([firstDay, lastDay]).toEqual(['2026-03-04', '2026-03-10']);
    expect(series.map(({ day }) => day)).toEqual(
      [4, 5, 6, 7, 8, 9, 10].map((day) => `2026-03-${String(day).padStart(2, '0')}`),
    );
    expect(series.at(-1)).toEqual({ day: '2026-03-10', revenue: {}, newCustomers: 0, activeCustomers: 0 });
    expect(current.revenue).toEqual([{ currency: 'usd', gross: 300, refunded: 0, net: 300, payments: 1 }]);
  });

  it('never add currencies together', async () => {
    const at = '2026-03-09T03:00:00Z';
    await history.payment({ amount: 500, at, currency: 'jpy' });
    await history.payment({ amount: 500, at, currency: 'usd' });
    await history.payment({ amount: 700, at, currency: 'jpy', refunded: 200 });
    const seen = await report(7);
    expect(seen.current.revenue).toEqual([
      { currency: 'usd', gross: 500, refunded: 0, net: 500, payments: 1 },
      { currency: 'jpy', gross: 1_200, refunded: 200, net: 1_000, payments: 2 },
    ]);
    expect(daysWithMoney(seen)).toEqual([{ day: '2026-03-09', usd: 500, jpy: 1_000 }]);
  });

  it('equal the sums of the payments themselves', async () => {
    for (let n = 0; n < 40; n += 1) {
      const amount = 101 * (n + 1);
      const at = new Date(Date.parse(now) - n * 2.7 * 86_400_000).toISOString();
      const currency = ['usd', 'eur', 'jpy'][n % 3] ?? 'usd';
      await history.payment({ amount, at, currency, refunded: n % 4 === 0 ? 100 : 0 });
    }
    const { current, series } = await report(90);
    const since = '2025-12-11T00:00:00+09:00';
    const { rows } = await sql.query<{ currency: string; net: number; payments: number }>(
      `select currency, sum(amount - refunded_amount)::int as net, count(*)::int as payments
       from payments where paid_at >= $1 group by currency order by currency`,
      [since],
    );
    expect(rows).toHaveLength(3);
    const seen = current.revenue.map(({ currency, net, payments }) => ({ currency, net, payments }));
    expect(seen.sort((a, b) => a.currency.localeCompare(b.currency))).toEqual(rows);
    for (const { currency, net } of rows) {
      expect(series.reduce((sum, { revenue }) => sum + (revenue[currency] ?? 0), 0)).toBe(net);
    }
    const { rows: view } = await sql.query(
      `select sum(net)::int as net from revenue_by_day where currency = 'usd'`,
    );
    const { rows: all } = await sql.query(
      `select sum(amount - refunded_amount)::int as net from payments where currency = 'usd'`,
    );
    expect(view).toEqual(all);
  });

  it('are compared with as much time before, up to the same hour', async () => {
    await history.payment({ amount: 1, at: '2026-03-10T00:59:00Z' });
    await history.payment({ amount: 20, at: '2026-03-03T00:59:00Z' });
    await history.payment({ amount: 300, at: '2026-03-03T01:01:00Z' });
    await history.payment({ amount: 4_000, at: '2026-02-24T23:00:00+09:00' });
    await history.payment({ amount: 50_000, at: '2026-02-24T23:00:00Z' });
    const { current, before } = await report(7);
    expect(current.revenue[0]?.net).toBe(1);
    expect(before.revenue[0]?.net).toBe(50_020);
  });

  it('leave out the test mode of Stripe and checkouts without money', async () => {
    await history.payment({ amount: 500, at: now, livemode: true });
    await history.payment({ amount: 0, at: now });
    const { current } = await report(7);
    expect([current.revenue, current.payments, current.payingCustomers]).toEqual([[], 0, 0]);
    const live = await report(7, { STRIPE_API_KEY: 'sk_live_1' });
    expect(live.current.payments).toBe(1);
  });

  it('count customers once, messages by what became of them, and the wait for the first answer', async () => {
    const { threadId, userId } = await history.customer('2026-03-09T09:00:00Z');
    const wrote = (
      from: 'customer' | 'moderator',
      time: string,
      status: 'delivered' | 'short' = 'delivered',
    ) => history.message({ threadId, from, at: `2026-03-09T${time}Z`, status });
    await wrote('customer', '10:00');
    await wrote('customer', '10:05');
    await wrote('moderator', '10:10');
    await wrote('moderator', '10:50');
    await wrote('customer', '11:00', 'short');
    await wrote('customer', '11:01');
    await wrote('moderator', '11:02');
    await history.payment({ amount: 500, at: now, userId });
    await history.payment({ amount: 700, at: now, userId });
    const { current, series } = await report(7);
    expect(current).toMatchObject({
      payments: 2,
      payingCustomers: 1,
      newCustomers: 1,
      activeCustomers: 1,
      messagesIn: 3,
      messagesOut: 3,
      // Ten minutes and one.
      medianResponseSeconds: 330,
    });
    expect(series.at(-2)).toEqual({ day: '2026-03-09', revenue: {}, newCustomers: 1, activeCustomers: 1 });
  });

  it('come from the replica when there is one, and from the database while it is away', async () => {
    const replica = await createTestDatabase();
    await history.payment({ amount: 500, at: now });
    const elsewhere = await report(7, { DATABASE_REPLICA_URL: replica.url });
    expect(elsewhere.current.payments).toBe(0);
    await replica.drop();
    const here = await report(7, { DATABASE_REPLICA_URL: replica.url });
    expect(here.current.payments).toBe(1);
  });
});
