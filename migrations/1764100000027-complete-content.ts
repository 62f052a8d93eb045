import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CompleteContent1764100000027 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    // The message whose button was pressed: it changes once the content stands, which may be a top-up later.
    await runner.query(`alter table content_unlocks add column teaser_message_id bigint`);
    // On the day on which the content was delivered. As the other figures by day: a function for any zone, and a view.
    await runner.query(`
      create function daily_content(zone text, since timestamptz, until timestamptz)
        returns table (day date, unlocks bigint, customers bigint, credits bigint)
        language sql stable
      begin atomic
        select (u.unlocked_at at time zone zone)::date, count(*), count(distinct u.user_id), sum(u.cost)::bigint
        from content_unlocks u
        where u.status = 'delivered' and u.unlocked_at >= since and u.unlocked_at < until
        group by 1;
      end`);
    await runner.query(
      `create view content_by_day as select * from daily_content('UTC', '-infinity', 'infinity')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`drop view content_by_day`);
    await runner.query(`drop function daily_content(text, timestamptz, timestamptz)`);
    await runner.query(`alter table content_unlocks drop column teaser_message_id`);
  }
}
