import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRatings1764100000041 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    // One question after a conversation was closed; the score stays empty until somebody presses.
    await runner.query(`
      create table ratings (
        id bigint generated always as identity,
        thread_id bigint not null,
        asked_at timestamptz not null,
        message_id bigint,
        score smallint,
        rated_at timestamptz,
        comment_message_id bigint,
        constraint ratings_pkey primary key (id),
        constraint ratings_thread_id_fkey foreign key (thread_id) references threads (id),
        constraint ratings_score_check check (score between 1 and 5),
        constraint ratings_rated_check check ((score is null) = (rated_at is null))
      )`);
    await runner.query(`create index ratings_thread_id_idx on ratings (thread_id, asked_at)`);
    await runner.query(`create index ratings_rated_at_idx on ratings (rated_at) where rated_at is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`drop table ratings`);
  }
}
