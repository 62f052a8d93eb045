import type { MigrationInterface, QueryRunner } from 'typeorm';

export class WidenBridge1764100000036 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    // What Telegram does not copy along, a quote or a position that moves; empty again once the copy stands.
    // The key tells an edit from a report without a change, and a new file from a new caption.
    await runner.query(`alter table messages add column carries jsonb, add column content_key text`);
    // A group that moderators drain gets no new customers, whatever the settings name.
    await runner.query(`alter table admin_groups add column drained_at timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`alter table admin_groups drop column drained_at`);
    await runner.query(`alter table messages drop column content_key, drop column carries`);
  }
}
