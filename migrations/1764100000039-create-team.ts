import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateTeam1764100000039 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    // Telegram tells nobody who is in a group: whoever wrote or pressed there is remembered, to be found by name.
    await runner.query(`
      create table team_members (
        telegram_id bigint not null,
        name text not null,
        username text,
        role text,
        seen_at timestamptz not null,
        constraint team_members_pkey primary key (telegram_id),
        constraint team_members_role_check check (role in ('viewer', 'moderator', 'admin'))
      )`);
    await runner.query(`create index team_members_username_idx on team_members (lower(username))`);
    await runner.query(`
      create table reply_templates (
        name text not null,
        language text not null,
        body text not null,
        updated_at timestamptz not null,
        constraint reply_templates_pkey primary key (name, language)
      )`);
    await runner.query(`
      alter table threads add column assignee_id bigint, add column assignee_name text,
        add column is_silent boolean not null default false`);
    await runner.query(`create index users_first_name_idx on users (lower(first_name))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`drop index users_first_name_idx`);
    await runner.query(`
      alter table threads drop column is_silent, drop column assignee_name, drop column assignee_id`);
    await runner.query(`drop table reply_templates`);
    await runner.query(`drop table team_members`);
  }
}
