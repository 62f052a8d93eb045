import type { MigrationInterface, QueryRunner } from 'typeorm';

export class EndPlansWithRefunds1764100000045 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    // The provider's id of a subscription that ends when the refund is confirmed; null: it moves money only.
    await runner.query(`alter table refund_requests add column ends_plan text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`alter table refund_requests drop column ends_plan`);
  }
}
