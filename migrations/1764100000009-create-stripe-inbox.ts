import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateStripeInbox1764100000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`
      create table stripe_events (
        id text primary key,
        type text not null,
        api_version text,
        livemode boolean not null,
        object_id text,
        payload jsonb not null,
        status text not null constraint stripe_events_status_check check (status in ('received', 'done', 'ignored')),
        created_at timestamptz not null,
        received_at timestamptz not null default now(),
        handled_at timestamptz
      )`);
    await runner.query(
      `create index stripe_events_open_idx on stripe_events (received_at) where status = 'received'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`drop table stripe_events`);
  }
}
