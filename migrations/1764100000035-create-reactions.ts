import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateReactions1764100000035 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    // What people have set on messages on either side; the bot shows the latest of them on the other side.
    await runner.query(`
      create table reactions (
        chat_id bigint not null,
        message_id bigint not null,
        actor_id bigint not null,
        -- Null: taken away again. The row stays for a while, because an older report may come after it.
        kind text constraint reactions_kind_check check (kind in ('emoji', 'custom_emoji', 'paid')),
        value text not null default '',
        -- The message that crosses, once it is known.
        crossing_id bigint constraint reactions_crossing_id_fkey references messages (id) on delete cascade,
        update_id bigint not null,
        changed_at timestamptz not null,
        primary key (chat_id, message_id, actor_id)
      )`);
    await runner.query(`create index reactions_crossing_id_idx on reactions (crossing_id)`);
    await runner.query(
      `create index reactions_idle_idx on reactions (changed_at) where crossing_id is null or kind is null`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`drop table reactions`);
  }
}
