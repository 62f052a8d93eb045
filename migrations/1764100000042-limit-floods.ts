import type { MigrationInterface, QueryRunner } from 'typeorm';

const known = `'queued', 'short', 'delivered', 'failed', 'dropped'`;

export class LimitFloods1764100000042 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    // Held: kept until it is clear who writes. Refused: not passed on and never will be.
    await runner.query(`
      alter table messages drop constraint messages_status_check,
        add constraint messages_status_check check (status in (${known}, 'held', 'refused'))`);
    // What each customer wrote within the last minute; one row, so that all processes count in turn.
    await runner.query(`
      create table message_rates (
        user_id bigint not null,
        taken_at timestamptz[] not null,
        -- The album of the latest message: its parts are one.
        album text,
        is_over boolean not null,
        constraint message_rates_pkey primary key (user_id),
        constraint message_rates_user_id_fkey foreign key (user_id) references users (id)
      )`);
    await runner.query(`
      create table floods (
        user_id bigint not null,
        began_at timestamptz not null,
        last_at timestamptz not null,
        refused integer not null,
        constraint floods_pkey primary key (user_id, began_at),
        constraint floods_user_id_fkey foreign key (user_id) references users (id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`drop table floods`);
    await runner.query(`drop table message_rates`);
    await runner.query(`
      update messages set failure = coalesce(failure, status), status = 'dropped' where status in ('held', 'refused')`);
    await runner.query(`
      alter table messages drop constraint messages_status_check,
        add constraint messages_status_check check (status in (${known}))`);
  }
}
