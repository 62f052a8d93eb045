import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateConversations1764100000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    // Threads point here and not at Telegram's chat id, which changes when a group migrates.
    await runner.query(`
      create table admin_groups (
        id bigint generated always as identity primary key,
        chat_id bigint not null unique,
        draining boolean not null default false,
        created_at timestamptz not null
      )`);
    await runner.query(`
      create table threads (
        id bigint generated always as identity primary key,
        user_id bigint not null unique references users (id),
        admin_group_id bigint not null references admin_groups (id),
        topic_id bigint,
        state text not null default 'open'
          constraint threads_state_check check (state in ('open', 'waiting', 'closed', 'snoozed')),
        card_message_id bigint,
        card_fingerprint text,
        card_edited_at timestamptz,
        card_wanted boolean not null default false,
        created_at timestamptz not null,
        constraint threads_topic_key unique (admin_group_id, topic_id)
      )`);
    await runner.query(`
      create table messages (
        id bigint generated always as identity primary key,
        thread_id bigint not null references threads (id),
        direction text not null constraint messages_direction_check check (direction in ('from_customer', 'from_moderator')),
        chat_id bigint not null,
        message_id bigint not null,
        kind text not null,
        -- How the copy is made: a forward keeps the origin, a single copy can carry a reply.
        relay text not null constraint messages_relay_check check (relay in ('copy', 'forward')),
        reply_to_message_id bigint,
        media_group_id text,
        status text not null constraint messages_status_check check (status in
          ('queued', 'short', 'delivered', 'failed', 'dropped')),
        failure text,
        cost bigint not null default 0,
        hold_id bigint references credit_holds (id),
        copy_chat_id bigint,
        copy_message_id bigint,
        author_telegram_id bigint,
        author_name text,
        created_at timestamptz not null,
        delivered_at timestamptz,
        constraint messages_source_key unique (chat_id, message_id)
      )`);
    await runner.query(`
      create unique index messages_copy_idx on messages (copy_chat_id, copy_message_id)
        where copy_message_id is not null`);
    await runner.query(`create index messages_short_idx on messages (thread_id, id) where status = 'short'`);
    await runner.query(`create index messages_thread_id_idx on messages (thread_id, id)`);
    await runner.query(`create index messages_created_at_idx on messages (created_at)`);
    await runner.query(`
      create table notes (
        id bigint generated always as identity primary key,
        thread_id bigint not null references threads (id),
        chat_id bigint not null,
        message_id bigint not null,
        author_name text not null,
        body text not null,
        created_at timestamptz not null,
        constraint notes_source_key unique (chat_id, message_id)
      )`);
    await runner.query(`create index notes_thread_id_idx on notes (thread_id, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    for (const table of ['notes', 'messages', 'threads', 'admin_groups'])
      await runner.query(`drop table ${table}`);
  }
}
