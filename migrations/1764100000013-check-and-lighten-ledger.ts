import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CheckAndLightenLedger1764100000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`
      create table ledger_checks (
        checked_at timestamptz primary key,
        violations integer not null constraint ledger_checks_violations_check check (violations >= 0),
        listed jsonb not null
      )`);
    // Nothing was ever written there, but every movement kept its index.
    await runner.query(`alter table ledger_transactions drop column reverses_id`);
    // The account is locked by whoever moves credits, so naming it costs less than naming the person behind it.
    await runner.query(`alter table ledger_transactions drop constraint ledger_transactions_user_id_fkey`);
    await runner.query(`
      alter table ledger_transactions add constraint ledger_transactions_user_id_fkey
        foreign key (user_id) references credit_accounts (user_id)`);
    // Room on the page for the next version of a row that every movement changes.
    await runner.query(`alter table credit_accounts set (fillfactor = 70)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`alter table credit_accounts reset (fillfactor)`);
    await runner.query(`alter table ledger_transactions drop constraint ledger_transactions_user_id_fkey`);
    await runner.query(`
      alter table ledger_transactions add constraint ledger_transactions_user_id_fkey
        foreign key (user_id) references users (id)`);
    await runner.query(`
      alter table ledger_transactions add column reverses_id bigint unique references ledger_transactions (id)`);
    await runner.query(`drop table ledger_checks`);
  }
}
