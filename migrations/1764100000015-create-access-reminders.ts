import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAccessReminders1764100000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`
      create table access_reminders (
        user_id bigint not null references users (id),
        -- What was reminded of: another end is another reminder.
        ends_at timestamptz not null,
        lead text not null constraint access_reminders_lead_check check (lead in ('three_days', 'one_day', 'three_hours')),
        created_at timestamptz not null,
        primary key (user_id, ends_at, lead)
      )`);
    await runner.query(`create index access_periods_ends_at_idx on access_periods (ends_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`drop index access_periods_ends_at_idx`);
    await runner.query(`drop table access_reminders`);
  }
}
