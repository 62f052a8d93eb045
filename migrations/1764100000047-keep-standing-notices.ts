import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepStandingNotices1764100000047 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    // A message of the bot that says how things are now; it is edited when they change.
    await runner.query(`
      create table standing_notices (
        key text not null,
        version bigint not null,
        chat_id bigint,
        message_id bigint,
        changed_at timestamptz not null,
        constraint standing_notices_pkey primary key (key),
        constraint standing_notices_place_check check ((chat_id is null) = (message_id is null))
      )`);
    await runner.query(`alter table access_reminders drop constraint access_reminders_lead_check`);
    await runner.query(`
      alter table access_reminders add constraint access_reminders_lead_check
        check (lead in ('three_days', 'one_day', 'three_hours', 'renewal'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`delete from access_reminders where lead = 'renewal'`);
    await runner.query(`alter table access_reminders drop constraint access_reminders_lead_check`);
    await runner.query(`
      alter table access_reminders add constraint access_reminders_lead_check
        check (lead in ('three_days', 'one_day', 'three_hours'))`);
    await runner.query(`drop table standing_notices`);
  }
}
