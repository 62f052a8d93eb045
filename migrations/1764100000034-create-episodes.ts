import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateEpisodes1764100000034 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    // From the first message of a customer to the end of the conversation; the next message begins another one.
    // Seconds are working time, reckoned once, with the business hours of that moment.
    await runner.query(`
      create table episodes (
        id bigint generated always as identity primary key,
        thread_id bigint not null references threads (id),
        opened_at timestamptz not null,
        first_response_at timestamptz,
        first_response_seconds bigint,
        resolved_at timestamptz,
        resolution_seconds bigint,
        constraint episodes_first_response_check check ((first_response_at is null) = (first_response_seconds is null)),
        constraint episodes_resolution_check check ((resolved_at is null) = (resolution_seconds is null))
      )`);
    await runner.query(`
      create unique index episodes_unresolved_key on episodes (thread_id) where resolved_at is null`);
    await runner.query(`create index episodes_thread_id_idx on episodes (thread_id, id)`);
    await runner.query(`
      create index episodes_first_response_at_idx on episodes (first_response_at) where first_response_at is not null`);
    await runner.query(`
      create index episodes_resolved_at_idx on episodes (resolved_at) where resolved_at is not null`);
    await runner.query(`
      insert into episodes (thread_id, opened_at) select id, waiting_since from threads where waiting_since is not null`);
    // One per wait, whatever is repeated: the wait is its key.
    await runner.query(`
      create table escalations (
        thread_id bigint not null references threads (id),
        waiting_since timestamptz not null,
        -- Where General was told; the message is null until the alert stands.
        chat_id bigint not null,
        message_id bigint,
        created_at timestamptz not null,
        ended_at timestamptz,
        outcome text constraint escalations_outcome_check check (outcome in ('answered', 'closed')),
        ended_by text,
        waited_seconds bigint,
        constraint escalations_pkey primary key (thread_id, waiting_since),
        constraint escalations_end_check check (
          (ended_at is null) = (outcome is null) and (ended_at is null) = (waited_seconds is null))
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`drop table escalations`);
    await runner.query(`drop table episodes`);
  }
}
