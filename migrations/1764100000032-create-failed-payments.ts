import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateFailedPayments1764100000032 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`
      create table failed_payments (
        id bigint generated always as identity primary key,
        -- The provider's event, so that one failure counts once.
        event_id text not null constraint failed_payments_event_key unique,
        -- Whose failures are told together: a customer, or a payment whose customer is unknown.
        payer text not null,
        user_id bigint references users (id),
        reference text not null,
        amount bigint not null,
        currency text not null,
        reason text not null,
        created_at timestamptz not null,
        -- When General was told; null while it waits to be told together with others.
        told_at timestamptz
      )`);
    await runner.query(`create index failed_payments_payer_idx on failed_payments (payer, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`drop table failed_payments`);
  }
}
