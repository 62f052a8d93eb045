import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateUsers1764100000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`
      create table users (
        id bigint generated always as identity primary key,
        -- Null after an erasure on request; the money rows keep the id.
        telegram_id bigint unique,
        first_name text not null default '',
        last_name text,
        username text,
        language_code text,
        chosen_language text,
        source text,
        reach text not null default 'reachable'
          constraint users_reach_check check (reach in ('reachable', 'blocked_bot', 'deactivated')),
        banned_at timestamptz,
        ban_reason text,
        created_at timestamptz not null,
        updated_at timestamptz not null
      )`);
    await runner.query(
      `create index users_username_idx on users (lower(username)) where username is not null`,
    );
    await runner.query(`
      create table settings (
        key text primary key,
        value jsonb not null,
        updated_at timestamptz not null,
        updated_by text not null
      )`);
    await runner.query(`
      create table audit_log (
        id bigint generated always as identity primary key,
        action text not null,
        -- Built from the button or command, so that a second press of the same button finds it taken.
        request_key text not null unique,
        actor_telegram_id bigint,
        actor_name text not null,
        user_id bigint references users (id),
        reason text,
        before jsonb,
        after jsonb,
        created_at timestamptz not null
      )`);
    await runner.query(`create index audit_log_user_id_idx on audit_log (user_id, id)`);
    await runner.query(`
      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
      end $$`);
    await runner.query(`
      create trigger audit_log_append_only before update or delete or truncate on audit_log
        for each statement execute function refuse_change()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`drop table audit_log`);
    await runner.query(`drop function refuse_change()`);
    await runner.query(`drop table settings`);
    await runner.query(`drop table users`);
  }
}
