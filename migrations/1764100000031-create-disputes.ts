import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDisputes1764100000031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`
      create table disputes (
        id bigint generated always as identity primary key,
        provider text not null,
        -- The provider's own ids.
        dispute_id text not null,
        charge_id text,
        payment_id bigint not null references payments (id),
        user_id bigint not null references users (id),
        -- inquiry: a bank asks and no money moved, until it is settled; open: the money is gone until it is won.
        stage text not null constraint disputes_stage_check check (stage in
          ('inquiry', 'open', 'won', 'lost', 'prevented', 'settled')),
        amount bigint not null,
        currency text not null,
        reason text not null,
        due_by timestamptz,
        -- Evidence was handed in: nothing is left to do until the bank decides.
        is_answered boolean not null,
        opened_at timestamptz not null,
        closed_at timestamptz,
        -- The last reminder of due_by.
        reminded text constraint disputes_reminded_check check (reminded in ('three_days', 'one_day')),
        -- An administrator let the customer buy again: it does not count against them any more.
        forgiven_at timestamptz,
        constraint disputes_payment_key unique (provider, dispute_id, payment_id)
      )`);
    await runner.query(`create index disputes_user_id_idx on disputes (user_id)`);
    await runner.query(`create index disputes_payment_id_idx on disputes (payment_id)`);
    await runner.query(`
      create index disputes_due_idx on disputes (due_by) where stage in ('inquiry', 'open') and not is_answered`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`drop table disputes`);
  }
}
