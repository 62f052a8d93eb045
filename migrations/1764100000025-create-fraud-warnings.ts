import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateFraudWarnings1764100000025 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`
      create table fraud_warnings (
        id bigint generated always as identity primary key,
        provider text not null,
        warning_id text not null,
        payment_id bigint not null references payments (id),
        -- open: what the payment gave is held back; released by an administrator; settled by a refund or dispute.
        status text not null constraint fraud_warnings_status_check check (status in ('open', 'released', 'settled')),
        created_at timestamptz not null,
        decided_at timestamptz,
        constraint fraud_warnings_payment_key unique (provider, warning_id, payment_id)
      )`);
    await runner.query(`
      create index fraud_warnings_open_idx on fraud_warnings (payment_id) where status = 'open'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`drop table fraud_warnings`);
  }
}
