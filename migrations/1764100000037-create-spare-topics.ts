import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSpareTopics1764100000037 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    // A topic whose creation crashed and that was made again before Telegram reported the first one.
    await runner.query(`
      create table spare_topics (
        admin_group_id bigint not null,
        topic_id bigint not null,
        thread_id bigint not null,
        created_at timestamptz not null,
        constraint spare_topics_pkey primary key (admin_group_id, topic_id),
        constraint spare_topics_admin_group_id_fkey foreign key (admin_group_id) references admin_groups (id),
        constraint spare_topics_thread_id_fkey foreign key (thread_id) references threads (id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`drop table spare_topics`);
  }
}
