import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ClosePages1764100000046 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    // Why the shop withdrew the page of an unpaid purchase; null: it did not.
    await runner.query(`
      alter table purchases add column closed_for text,
        add constraint purchases_closed_for_check check (closed_for in ('plan', 'block'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`alter table purchases drop column closed_for`);
  }
}
