import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateGroupQuestions1764100000038 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    // Messages of the bot's own in a group that ask for an answer; what stands in a reply to one never leaves the group.
    await runner.query(`
      create table group_questions (
        chat_id bigint not null,
        message_id bigint not null,
        about text not null,
        subject jsonb not null,
        asked_at timestamptz not null,
        constraint group_questions_pkey primary key (chat_id, message_id)
      )`);
    // The last change of a setting decides whether another one was made in knowledge of it.
    await runner.query(
      `create index audit_log_setting_idx on audit_log ((after->>'key'), id) where action = 'setting'`,
    );
    await runner.query(`create index audit_log_actor_idx on audit_log (actor_telegram_id, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`drop index audit_log_actor_idx`);
    await runner.query(`drop index audit_log_setting_idx`);
    await runner.query(`drop table group_questions`);
  }
}
