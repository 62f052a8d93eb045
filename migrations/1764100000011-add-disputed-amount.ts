import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddDisputedAmount1764100000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    // With defaults that are constants, PostgreSQL adds these without rewriting the table.
    await runner.query(`
      alter table payments
        add column disputed_amount bigint not null default 0
          constraint payments_disputed_check check (disputed_amount >= 0),
        -- How often credits were taken back or restored; part of the ledger's key for each time.
        add column adjustments integer not null default 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`alter table payments drop column adjustments, drop column disputed_amount`);
  }
}
