import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each view with the function that makes it for any time zone. */
const figures = {
  revenue: 'revenue_by_day',
  credits: 'credits_by_day',
  users: 'users_by_day',
  messages: 'messages_by_day',
};

/**
 * Figures by day. Where a day begins depends on the owner's TIME_ZONE, a setting that a view cannot know, and a fixed
 * day per row would be wrong for everybody east or west of it. So the one definition of each figure is a function
 * with the zone and the time that it covers, which also lets the indexes on time work; the reports call these. The
 * views are the same functions for all time in days of UTC, for whoever explores the database by hand.
 *
 * The bodies are of the `begin atomic` kind: PostgreSQL knows what they read, so that a later migration cannot drop a
 * column from under a report unnoticed. Days without a row had nothing to count.
 */
export class CreateDailyFigures1764100000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    // Rows come in the order of their time and never change: a few summaries of blocks serve instead of a tree.
    await runner.query(`
      create index ledger_transactions_created_at_idx on ledger_transactions using brin (created_at)`);
    // A refund lowers the day of its payment. Currencies and Stripe's test mode never share a row.
    await runner.query(`
      create function daily_revenue(zone text, since timestamptz, until timestamptz)
        returns table (day date, livemode boolean, currency text, gross bigint, refunded bigint, net bigint, payments bigint)
        language sql stable
      begin atomic
        select (p.paid_at at time zone zone)::date, p.livemode, p.currency, sum(p.amount)::bigint,
          sum(p.refunded_amount)::bigint, sum(p.amount - p.refunded_amount)::bigint, count(*)
        from payments p
        where p.paid_at >= since and p.paid_at < until and p.amount > 0
        group by 1, 2, 3;
      end`);
    // Held credits are on their way: they count as spent when the message has been delivered.
    await runner.query(`
      create function daily_credits(zone text, since timestamptz, until timestamptz)
        returns table (day date, sold bigint, given bigint, spent bigint, expired bigint, taken_back bigint)
        language sql stable
      begin atomic
        select (t.created_at at time zone zone)::date,
          coalesce(sum(m.amount) filter (where m.from_account in ('issued_paid', 'issued_subscription')), 0)::bigint,
          coalesce(sum(m.amount) filter (where m.from_account in ('issued_promo', 'issued_gift')), 0)::bigint,
          coalesce(sum(m.amount) filter (where m.to_account = 'spent'), 0)::bigint,
          coalesce(sum(m.amount) filter (where m.to_account = 'expired'), 0)::bigint,
          coalesce(sum(case when m.from_account = 'issued_restore' then -m.amount else m.amount end)
            filter (where m.to_account = 'clawed_back' or m.from_account = 'issued_restore'), 0)::bigint
        from ledger_transactions t join ledger_movements m on m.transaction_id = t.id
        where t.created_at >= since and t.created_at < until
        group by 1;
      end`);
    // Active: wrote at least one message, whatever became of it.
    await runner.query(`
      create function daily_users(zone text, since timestamptz, until timestamptz)
        returns table (day date, new_users bigint, active_users bigint)
        language sql stable
      begin atomic
        select f.day, sum(f.new_users)::bigint, sum(f.active_users)::bigint
        from (
          select (u.created_at at time zone zone)::date as day, count(*) as new_users, 0 as active_users
          from users u where u.created_at >= since and u.created_at < until group by 1
          union all
          select (m.created_at at time zone zone)::date, 0, count(distinct m.thread_id)
          from messages m
          where m.direction = 'from_customer' and m.created_at >= since and m.created_at < until group by 1
        ) f
        group by 1;
      end`);
    // On the day on which they were written. Short: not enough credits, be it for now or for good.
    await runner.query(`
      create function daily_messages(zone text, since timestamptz, until timestamptz)
        returns table (day date, customers_delivered bigint, customers_failed bigint, customers_short bigint,
          moderators_delivered bigint, moderators_failed bigint)
        language sql stable
      begin atomic
        select (m.created_at at time zone zone)::date,
          count(*) filter (where m.direction = 'from_customer' and m.status = 'delivered'),
          count(*) filter (where m.direction = 'from_customer' and m.status = 'failed'),
          count(*) filter (where m.direction = 'from_customer' and m.status in ('short', 'dropped')),
          count(*) filter (where m.direction = 'from_moderator' and m.status = 'delivered'),
          count(*) filter (where m.direction = 'from_moderator' and m.status = 'failed')
        from messages m
        where m.created_at >= since and m.created_at < until
        group by 1;
      end`);
    for (const [name, view] of Object.entries(figures)) {
      await runner.query(
        `create view ${view} as select * from daily_${name}('UTC', '-infinity', 'infinity')`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    for (const [name, view] of Object.entries(figures)) {
      await runner.query(`drop view ${view}`);
      await runner.query(`drop function daily_${name}(text, timestamptz, timestamptz)`);
    }
    await runner.query(`drop index ledger_transactions_created_at_idx`);
  }
}
